# SPDX-License-Identifier: GPL-3.0-or-later
"""The job for the textfile collector and its alerts, with Prometheus' own promtool."""

import json
import pathlib
import time

import yaml

from world import STATUS, call

METRICS = pathlib.Path("/var/lib/prometheus/node-exporter/cmsready.prom")


def rows(world, document):
    text = document.take("prometheus", "sh")
    (world.folder / "rules.yaml").write_text(document.take("prometheus-rules", "yaml"))
    METRICS.parent.mkdir(parents=True)
    for case in (*STATUS, "no plan"):
        world.be(case)
        done = world.run(["dash"], text, "/")
        wrong = done.stderr if case in STATUS else ""
        if done.returncode or METRICS.stat().st_mode & 0o777 != 0o644:
            wrong += f" status {done.returncode}, mode {METRICS.stat().st_mode:o}"
        yield f"Prometheus, {case}", wrong or promtool(["check", "metrics"], METRICS.read_text())
        yield f"Prometheus, alerts when {case}", alerts(
            world, METRICS.read_text(), set() if case == "go" else {"CmsRecoveryNotReady"})
    world.plan_is()
    before = METRICS.read_text()
    world.run(["dash"], text, "/", PATH="/usr/bin:/bin")
    yield "Prometheus, no program", "" if METRICS.read_text() == before else "the file changed"
    yield "Prometheus, alerts when the runs end", alerts(
        world, before, {"CmsRecoveryNotReady", "CmsRecoveryNotChecked"}, 4 * 3600)
    yield "Prometheus, alerts without a file", alerts(world, "", {"CmsRecoveryNotChecked"})


def promtool(words, text=None):
    done = call("promtool", *words, check=False, input=text, stdin=None)
    return "" if done.returncode == 0 and not done.stderr else done.stdout + done.stderr


def alerts(world, metrics, wanted, later=0):
    """Whether exactly these alerts fire when Prometheus has these metrics, so many seconds later.
    promtool counts time from 1970, so the times in the metrics are moved."""
    series = []
    for line in metrics.splitlines():
        name, value = line.rsplit(" ", 1) if not line.startswith("#") else ("", "")
        if name.startswith("cmsready_run_timestamp_seconds"):
            assert abs(float(value) - time.time()) < 600, line
            value = 0
        if name:
            series.append({"series": name, "values": f"{value}x{later // 60 + 1}"})
    rules = yaml.safe_load((world.folder / "rules.yaml").read_text())["groups"][0]["rules"]
    expressions = [{"expr": f"count({rule['expr']}) > bool 0", "eval_time": f"{later}s",
                    "exp_samples": [{"labels": "{}", "value": 1}]
                    if rule["alert"] in wanted else []} for rule in rules]
    test = world.folder / "test.yaml"
    test.write_text(json.dumps({
        "rule_files": ["rules.yaml"], "evaluation_interval": "1m",
        "tests": [{"interval": "1m", "input_series": series, "promql_expr_test": expressions}]}))
    return promtool(["check", "rules", world.folder / "rules.yaml"]) or promtool(
        ["test", "rules", test])
