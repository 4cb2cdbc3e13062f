# SPDX-License-Identifier: GPL-3.0-or-later
#
#   make            build/cmsready
#   make deps       install what building and running take (asks for sudo where it is needed)
#   make demo       judge the samples
#   make units      build all unit tests
#   make quick      the tests that take no lab: a minute; after each change
#   make check      all tests; with `make deps check` also what they take is installed
#   make sanitize   all tests but the lab's under ASan and UBSan; of these, the servers that misbehave
#   make mutate     every single mutation of the samples that are not GO makes no GO; some minutes
#   make prove      fix --prove over all pairs of the samples' faults; some minutes
#   make fuzz       fuzz the readers: each for SECONDS=60, or RUNS=10000000 times; ONLY="acl sddl"
#   make bench      what it costs, beside what else one would run
#   make bench-fleet  what the directory of 2,000 clustered servers costs, DNS and the shares of 500, in labs;
#                     takes some minutes
#   make install    DESTDIR, PREFIX
#   make deb        the Debian package, in build/deb; with `make deps deb` also what building it takes

PREFIX ?= /usr/local
BUILD ?= build
CFLAGS ?= -O2 -g
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
LIBRARIES = ldap libsasl2 libcares jansson nettle krb5 expat libseccomp gnutls
SECONDS ?= 60

pkg = $(shell pkg-config $(1) $(2) 2>/dev/null)
override CPPFLAGS += -D_GNU_SOURCE -I. $(call pkg,--cflags,$(LIBRARIES) smbclient)
compile = $(CC) -std=c17 $(CPPFLAGS) $(WARNINGS) $(CFLAGS)
LDLIBS = $(call pkg,--libs,$(LIBRARIES)) -lresolv -lunistring
CHECK_LIBS = $(call pkg,--libs,check)

# Each room is a folder, with its folders below it. tests/layers and the tests mirror this list.
rooms := base security codec model ldapchk exchange clusterchk shares report fix acl cli run

sources := $(wildcard *.c $(rooms:%=%/*.c) $(rooms:%=%/*/*.c))
unit_sources := $(wildcard tests/test_*.c $(rooms:%=tests/%/test_*.c) $(rooms:%=tests/%/*/test_*.c))
fuzz_sources := $(wildcard tests/fuzz/fuzz_*.c)
objects := $(sources:%.c=$(BUILD)/%.o)
archive := $(BUILD)/libcmsready.a
units := $(unit_sources:%.c=$(BUILD)/%)
replays := $(fuzz_sources:tests/fuzz/fuzz_%.c=$(BUILD)/tests/fuzz/replay_%)
benches := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/bench/bench_*.c))

.PHONY: all deps demo quick check units mutate prove sanitize fuzz bench bench-fleet install deb clean

all: $(BUILD)/cmsready

$(BUILD)/cmsready: $(BUILD)/main.o $(archive)
	@echo "  LINK  $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# Made anew, and not by `r`: two folders may have a file of the same name.
$(archive): $(filter-out $(BUILD)/main.o,$(objects))
	@echo "  AR    $@"
	@rm -f $@ && $(AR) qcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D) && echo "  CC    $@"
	@$(compile) -MMD -MP -c -o $@ $<

# The tests' objects are kept: a change of the product links them again and compiles none.
.SECONDARY:

# Programs that tests in Python ask.
asked := $(BUILD)/tests/judge $(BUILD)/tests/prove_sets

$(asked): %: %.o $(archive)
	@echo "  LINK  $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(units) $(benches): %: %.o $(archive)
	@echo "  LINK  $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) $(CHECK_LIBS)

# A corpus replayed without libFuzzer.
$(replays): $(BUILD)/tests/fuzz/replay_%: $(BUILD)/tests/fuzz/replay.o $(BUILD)/tests/fuzz/fuzz_%.o $(archive)
	@echo "  LINK  $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# Built by clang, with an archive of its own: see fuzz.
$(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(archive)
	@echo "  LINK  $@"
	@$(CC) $(CFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

-include $(wildcard $(addsuffix .d,$(objects:.o=) $(units) $(benches) $(fuzz_sources:%.c=$(BUILD)/%) $(BUILD)/tests/fuzz/replay $(asked)))

units: $(BUILD)/cmsready $(units) $(replays) $(asked)

# Which goals are asked for decides what is installed: running takes less than testing.
deps:
	tests/deps $(if $(filter quick check sanitize fuzz bench bench-fleet,$(MAKECMDGOALS)),test,$(if $(filter deb,$(MAKECMDGOALS)),package,build))

demo:
	@$(parallel) all
	tests/demo $(BUILD)/cmsready

# Goals are made one after the other (deps first); the building inside them is not.
ifneq ($(filter deps,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif
parallel = $(MAKE) --no-print-directory -j$(shell nproc)

quick:
	@$(parallel) units
	tests/all $(BUILD) quick

check:
	@$(parallel) units
	tests/all $(BUILD)

mutate:
	@$(parallel) $(BUILD)/tests/judge
	tests/mutate $(BUILD)/tests/judge

prove:
	@$(parallel) $(asked)
	tests/prove $(BUILD)

sanitize:
	@$(parallel) BUILD=build/sanitize CFLAGS="-O1 -g -fno-omit-frame-pointer \
		-fsanitize=address,undefined -fno-sanitize-recover=all" units
	CMSREADY_NO_LAB=1 tests/all build/sanitize
	[ "$$CMSREADY_NO_LAB" = 1 ] || tests/lab/hostile build/sanitize/cmsready

ONLY ?= $(fuzz_sources:tests/fuzz/fuzz_%.c=%)
fuzz_for = $(if $(RUNS),-runs=$(RUNS),-max_total_time=$(SECONDS))

fuzz:
	@$(parallel) BUILD=build/fuzz CC=clang WARNINGS= CFLAGS="-O1 -g \
		-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all" \
		$(ONLY:%=build/fuzz/tests/fuzz/fuzz_%)
	tests/fuzz/run build/fuzz $(fuzz_for) $(ONLY)

bench:
	@$(parallel) $(BUILD)/cmsready $(BUILD)/tests/bench/bench_access $(BUILD)/tests/bench/bench_worker
	tests/bench/run $(BUILD)

bench-fleet:
	@$(parallel) $(BUILD)/cmsready $(BUILD)/tests/bench/bench_directory $(BUILD)/tests/bench/bench_network
	tests/bench/fleet $(BUILD)
	tests/bench/network $(BUILD)

share = $(DESTDIR)$(PREFIX)/share
# What the demo reads of each sample.
demo := plan.json evidence.json expected

install: $(BUILD)/cmsready
	install -d $(DESTDIR)$(PREFIX)/bin $(share)/man/man1 $(share)/man/man5 $(share)/man/man7 $(share)/cmsready \
		$(share)/bash-completion/completions $(share)/zsh/site-functions
	install -m 755 $(BUILD)/cmsready $(DESTDIR)$(PREFIX)/bin/cmsready
	install -m 644 man/*.1 $(share)/man/man1
	install -m 644 man/*.5 $(share)/man/man5
	install -m 644 man/*.7 $(share)/man/man7
	install -m 644 docs/*.schema.json $(share)/cmsready
	$(BUILD)/cmsready completion bash >$(BUILD)/completion.bash
	$(BUILD)/cmsready completion zsh >$(BUILD)/completion.zsh
	install -m 644 $(BUILD)/completion.bash $(share)/bash-completion/completions/cmsready
	install -m 644 $(BUILD)/completion.zsh $(share)/zsh/site-functions/_cmsready
	install -m 755 tests/demo $(share)/cmsready/demo
	for file in $(wildcard $(demo:%=samples/*/%)); do \
		install -D -m 644 "$$file" "$(share)/cmsready/$$file" || exit 1; \
	done
	for file in $(shell find contrib -type f ! -name '*.pyc' 2>/dev/null | LC_ALL=C sort); do \
		mode=644 && [ ! -x "$$file" ] || mode=755; \
		install -D -m "$$mode" "$$file" "$(share)/cmsready/$$file" || exit 1; \
	done

deb:
	debian/make-deb $(BUILD)/deb

clean:
	rm -rf $(BUILD)
