/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The style of the HTML report. Marks: p passed, w warning, u unknown, f failed, n nothing; b: it
 * blocks. Each stands beside a sign or a word, so that the page can be read without colour.
 */
#include "report/html.h"

#include "base/text.h"

/* clang-format off */
/* Two schemes. Text has a contrast of at least 4.5 to what is behind it. */
static const char colours[] =
	":root{color-scheme:light dark;--bg:#f4f5f7;--panel:#fff;--text:#1b2230;--soft:#545f70;\n"
	"--line:#d7dce4;--link:#14509e;--red:#b3201a;--redbg:#fdeceb;--amber:#7a4a00;\n"
	"--amberbg:#fff3d6;--green:#17673a;--greenbg:#e5f4ea;--code:#f1f3f6;--solid:#fff;\n"
	"--sans:system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif;\n"
	"--mono:ui-monospace,\"Cascadia Mono\",Consolas,\"DejaVu Sans Mono\",monospace}\n"
	"@media (prefers-color-scheme:dark){:root{--bg:#11151b;--panel:#1a2028;--text:#e7eaf0;\n"
	"--soft:#a5afbd;--line:#333c48;--link:#8fbcff;--red:#ff9088;--redbg:#3b1f1f;\n"
	"--amber:#ffcf73;--amberbg:#372b12;--green:#83d79d;--greenbg:#17311f;--code:#12171d;\n"
	"--solid:#11151b}}\n";

/* Text, headings, links and commands. */
static const char page[] =
	"*{box-sizing:border-box}\n"
	"html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}\n"
	"body{margin:0 auto;max-width:80rem;padding:1.5rem 1rem 4rem;background:var(--bg);\n"
	"color:var(--text);font:1rem/1.5 var(--sans);overflow-wrap:anywhere}\n"
	"a{color:var(--link);text-underline-offset:.15em}\n"
	":focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}\n"
	"h1,h2,h3,h4,p,ul,dl,dd{margin:0}\n"
	"ul{padding:0;list-style:none}\n"
	"h2{font-size:1.25rem;line-height:1.3;margin:0 0 .75rem}\n"
	"h3{font-size:1.05rem;line-height:1.4}\n"
	"h4{font-size:.8rem;color:var(--soft);text-transform:uppercase;letter-spacing:.06em;\n"
	"margin:.9rem 0 .25rem}\n"
	"small{color:var(--soft);font-size:.875em;font-weight:400}\n"
	"section{margin:2.25rem 0 0}\n"
	"p,dd{white-space:pre-line}\n"
	"pre,.id,.name{font-family:var(--mono)}\n"
	".id,.name{font-size:.92em}\n"
	"pre{margin:.5rem 0;padding:.7rem .9rem;background:var(--code);border-radius:6px;\n"
	"border:1px solid var(--line);font-size:.875rem;white-space:pre-wrap}\n"
	"summary{cursor:pointer}\n"
	"nav{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;margin-top:1.25rem;padding:.6rem 0;\n"
	"border-top:1px solid var(--line);border-bottom:1px solid var(--line);\n"
	"font-size:.925rem}\n";

/* The verdict, the facts, and the reasons. */
static const char summary[] =
	".hero{display:flex;gap:1.25rem;align-items:center;padding:1.5rem 1.75rem;\n"
	"border-radius:14px;border:1px solid;background:var(--panel)}\n"
	".hero .sign{flex:none;display:grid;place-items:center;width:4.5rem;height:4.5rem;\n"
	"border-radius:50%;color:var(--solid);font-size:2.5rem;font-weight:700;line-height:1}\n"
	".hero div{min-width:0}\n"
	".hero h1{font-size:clamp(1.75rem,6vw,3rem);line-height:1.1;letter-spacing:-.01em}\n"
	".hero .say{font-size:1.15rem;color:var(--text);margin-top:.2rem}\n"
	".hero .whom{color:var(--soft);margin-top:.2rem}\n"
	".hero.f{color:var(--red);background:var(--redbg)}.hero.f .sign{background:var(--red)}\n"
	".hero.u{color:var(--amber);background:var(--amberbg)}\n"
	".hero.u .sign{background:var(--amber)}\n"
	".hero.p{color:var(--green);background:var(--greenbg)}\n"
	".hero.p .sign{background:var(--green)}\n"
	".facts{display:flex;flex-wrap:wrap;gap:.75rem 2.5rem;margin:1rem 0}\n"
	".facts:empty{display:none}\n"
	".facts div{min-width:0;max-width:34rem}\n"
	"dt{font-size:.8rem;color:var(--soft)}\n"
	".facts small{display:block}\n"
	".why{margin-top:1.25rem}\n"
	".why li{padding:.6rem 0 .6rem 1rem;border-left:4px solid var(--line);\n"
	"margin-bottom:.6rem}\n"
	".hero.f~.why li{border-color:var(--red)}.hero.u~.why li{border-color:var(--amber)}\n"
	".for{color:var(--soft);font-size:.925rem}\n"
	".more{display:inline;margin-left:.5ch}.more summary{display:inline;color:var(--link)}\n";

/* A sign and a word in a frame. What blocks is filled. */
static const char marks[] =
	".mark{display:inline-block;white-space:nowrap;padding:.05rem .5rem .05rem .4rem;\n"
	"border-radius:99px;border:1.5px solid var(--line);font-size:.8rem;font-weight:600;\n"
	"line-height:1.4;color:var(--soft)}\n"
	".mark i{font-style:normal;margin-right:.3rem}\n"
	".mark.f{color:var(--red);border-color:var(--red)}\n"
	".mark.u,.mark.w{color:var(--amber);border-color:var(--amber)}\n"
	".mark.p{color:var(--green);border-color:var(--green)}\n"
	".mark.f.b{background:var(--red);color:var(--solid)}\n"
	".mark.u.b{background:var(--amber);color:var(--solid)}\n"
	".mark.p.b{background:var(--green);color:var(--solid)}\n";

/* Causes, recoveries, checks and findings. */
static const char cards[] =
	".card,.check,.recovery{background:var(--panel);border:1px solid var(--line);\n"
	"border-radius:10px;padding:1rem 1.25rem;margin:0 0 .9rem}\n"
	".recovery>summary,.entry>summary{display:flex;flex-wrap:wrap;gap:.3rem .7rem;\n"
	"align-items:baseline}\n"
	".recovery>summary::before,.entry>summary::before{content:\"\\25b8\";color:var(--soft);\n"
	"width:.8em}\n"
	".recovery[open]>summary::before,.entry[open]>summary::before{content:\"\\25be\"}\n"
	"summary::-webkit-details-marker{display:none}\n"
	".recovery .whom,.entry .whom{font-weight:600}\n"
	".row{margin:0;padding:.45rem 1.25rem;border-radius:0;border-width:0 0 1px}\n"
	".row[open]{padding-bottom:1rem}\n"
	".problems li{padding:.25rem 0}\n"
	".entry{border-top:1px solid var(--line);padding:.7rem 0 .6rem}\n"
	".check>h3+.entry{margin-top:.6rem}\n"
	".entry .sum{flex:1 1 24rem}\n"
	".entry .body{padding:.1rem 0 .4rem 1.5rem;max-width:62rem}\n"
	".body,.recovery>div{scroll-margin-top:5rem}\n"
	".body:target,.card:target,.check:target{outline:3px solid var(--link);\n"
	"outline-offset:3px;border-radius:8px}\n"
	".reason{color:var(--soft);margin:.3rem 0 .8rem;max-width:62rem}\n"
	".all>summary{color:var(--link);margin-bottom:.75rem}\n"
	".all>.check,.brief{padding:.6rem 1.25rem .2rem;margin-bottom:.4rem}\n"
	".all .entry,.brief .entry{border:0;padding:.2rem 0 .4rem}\n"
	".all>.check>h3+.entry,.brief>h3+.entry{margin:0}\n";

/* The matrix and the other tables, which scroll in their frames. */
static const char matrix[] =
	".legend{display:flex;flex-wrap:wrap;gap:.3rem 1.25rem;font-size:.875rem;\n"
	"color:var(--soft);margin-bottom:.75rem}\n"
	".cell{display:inline-block;min-width:1.5rem;padding:0 .3rem;text-align:center;\n"
	"border-radius:4px;margin-right:.2rem}\n"
	".scroll{overflow:auto;max-height:85vh;background:var(--panel);border-radius:10px;\n"
	"border:1px solid var(--line);overflow-wrap:normal}\n"
	"table{border-collapse:separate;border-spacing:0;font-size:.9rem}\n"
	"th,td{padding:.4rem .75rem;text-align:left;vertical-align:top;\n"
	"border-bottom:1px solid var(--line)}\n"
	"thead th{position:sticky;top:0;background:var(--panel);z-index:1}\n"
	".matrix th[scope=row],.matrix th[rowspan]{position:sticky;left:0;z-index:2;\n"
	"background:var(--panel);white-space:nowrap;border-right:1px solid var(--line)}\n"
	".matrix th[rowspan]{z-index:3;vertical-align:bottom}\n"
	".matrix th.g{border-left:1px solid var(--line)}\n"
	".matrix th[scope=row] .mark{font-size:.7rem}\n"
	".matrix th[scope=colgroup]{font-size:.8rem;color:var(--soft);padding:.35rem .4rem;\n"
	"height:2rem}\n"
	".matrix th.c{top:2rem;padding:.5rem 0;height:10.5rem;vertical-align:bottom;\n"
	"font-weight:400}\n"
	".matrix th.c a{writing-mode:vertical-rl;transform:rotate(180deg);display:inline-block;\n"
	"text-decoration:none;color:var(--text);white-space:nowrap;line-height:1.35rem;\n"
	"font-size:.82rem}\n"
	".matrix th.c.b a{font-weight:700}\n"
	".matrix th.c a:hover{color:var(--link)}\n"
	".matrix td{padding:0;min-width:1.35rem;text-align:center;vertical-align:middle;\n"
	"color:var(--green)}\n"
	".matrix td a{display:block;padding:.4rem .1rem;text-decoration:none;color:inherit}\n"
	".matrix sub{font-size:.65em}\n"
	"td.f,.cell.f{color:var(--red)}\n"
	"td.u,td.w,.cell.u,.cell.w{color:var(--amber)}\n"
	".cell.p{color:var(--green)}\n"
	".matrix td.f a,.matrix td.u a,.matrix td.w a,.cell.f,.cell.u,.cell.w{font-weight:700;\n"
	"box-shadow:inset 0 0 0 1.5px}\n"
	".matrix td.f.b,.cell.f.b{background:var(--red);color:var(--solid)}\n"
	".matrix td.u.b,.cell.u.b{background:var(--amber);color:var(--solid)}\n";

/* The drawings of a recovery. */
static const char picture[] =
	".picture{display:flex;flex-wrap:wrap;gap:1rem;margin:.5rem 0 1rem}\n"
	".panel{flex:0 0 auto;max-width:100%}\n"
	".panel svg{display:block;max-width:100%;height:auto}\n"
	"svg text{font:12px var(--mono);fill:var(--text)}\n"
	"svg .title{font:600 13px var(--sans)}\n"
	"svg .note{font-size:11px;fill:var(--soft)}\n"
	"svg a .note{text-decoration:underline}\n"
	"svg a.f .note{fill:var(--red)}svg a.u .note,svg a.w .note{fill:var(--amber)}\n"
	"svg .sign{text-anchor:middle;font-weight:700;fill:var(--soft)}\n"
	"svg .box{fill:var(--bg);stroke:var(--line)}\n"
	"svg .arrow{fill:none;stroke:var(--soft);stroke-width:2}\n"
	"svg circle{fill:none;stroke:var(--line);stroke-width:1.5}\n"
	"svg .p circle{stroke:var(--green)}svg .p .sign{fill:var(--green)}\n"
	"svg .f circle{stroke:var(--red)}svg .f .sign{fill:var(--red)}\n"
	"svg .u circle,svg .w circle{stroke:var(--amber)}\n"
	"svg .u .sign,svg .w .sign{fill:var(--amber)}\n"
	"svg .f.b circle{fill:var(--red)}svg .u.b circle{fill:var(--amber)}\n"
	"svg .b .sign{fill:var(--solid)}\n"
	"@media print,(min-width:56rem) and (max-width:75rem){.picture{display:grid;\n"
	"grid-template-columns:repeat(3,max-content);align-items:start}\n"
	".p0,.p1{grid-row:1/span 2}.p2,.p3{grid-column:3}}\n";

/* Limits and provenance. */
static const char terms[] =
	".unsaid div,.terms div{padding:.6rem 0;border-bottom:1px solid var(--line)}\n"
	".unsaid{margin-top:.75rem}\n"
	".unsaid dt{font-size:1rem;font-weight:600;color:var(--text)}\n"
	".terms div{display:grid;grid-template-columns:14rem 1fr;gap:.25rem 1rem}\n";

/* Telephones and paper. On paper all is open. */
static const char media[] =
	"@media (max-width:40rem){body{padding:.75rem .75rem 3rem}\n"
	".hero{padding:1.1rem;gap:.9rem;align-items:start}\n"
	".hero .sign{width:3rem;height:3rem;font-size:1.7rem}.hero .say{font-size:1.05rem}\n"
	".terms div{grid-template-columns:1fr}.card,.check,.recovery{padding:.8rem}\n"
	".entry .body{padding-left:0}.scroll{max-height:75vh}\n"
	".matrix th[scope=row]{padding:.4rem .5rem}\n"
	".matrix th[scope=row] .mark{display:table;margin-top:.2rem}}\n"
	"@media print{:root{color-scheme:light;--bg:#fff;--panel:#fff;--text:#000;--soft:#444;\n"
	"--line:#bbb;--link:#000;--red:#a31510;--redbg:#fff;--amber:#6b4000;--amberbg:#fff;\n"
	"--green:#12552f;--greenbg:#fff;--code:#fff;--solid:#fff}\n"
	"*{-webkit-print-color-adjust:exact;print-color-adjust:exact}\n"
	"body{max-width:none;padding:0;font-size:10pt}\n"
	"nav{display:none}\n"
	"details::details-content{content-visibility:visible!important;display:block!important}\n"
	".recovery>summary::before,.entry>summary::before{display:none}\n"
	".scroll{max-height:none;overflow:visible;border:0}\n"
	".matrix{font-size:7pt}.matrix thead th,.matrix th{position:static!important}\n"
	".matrix td{min-width:0}.matrix td a{padding:0}\n"
	".matrix th.c a{line-height:1.25;font-size:7pt}\n"
	".matrix th{padding:.1rem .25rem}.matrix th.c{height:8rem;padding:.2rem 0}\n"
	".matrix th[scope=row] .mark{font-size:5pt;padding:0 .2rem}\n"
	".check,.recovery,.card{padding:.5rem .75rem}\n"
	".row{padding:.4rem 0}\n"
	"h2,h3,h4,summary{break-after:avoid}\n"
	".hero,.card,.panel,tr,pre{break-inside:avoid}}\n";
/* clang-format on */

const char *html_style(struct arena *arena)
{
	/* One literal may be too long for a compiler. */
	static const char *const part[] = { colours, page, summary, marks, cards, matrix, picture,
		terms, media };
	struct text style = text_new(arena);
	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		text_add_string(&style, part[i]);
	return style.data;
}
