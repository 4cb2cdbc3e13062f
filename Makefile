# SPDX-License-Identifier: GPL-3.0-or-later
#
#   make            build/cmsready
#   make deps       install what building and running take (asks for sudo where it is needed)
#   make demo       judge the samples
#   make check      all tests; with `make deps check` also what they take is installed
#   make sanitize   all tests but the lab's under ASan and UBSan; of these, the servers that misbehave
#   make fuzz       fuzz the readers: each for SECONDS=60, or RUNS=10000000 times; ONLY="acl sddl"
#   make bench      what it costs, beside what else one would run
#   make bench-fleet  what the directory of 2,000 clustered servers costs, DNS and the shares of 500, in labs;
#                     takes some minutes
#   make install    DESTDIR, PREFIX

PREFIX ?= /usr/local
BUILD ?= build
CFLAGS ?= -O2 -g
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
LIBRARIES = ldap libsasl2 libcares smbclient jansson nettle krb5 expat
SECONDS ?= 60

pkg = $(shell pkg-config $(1) $(2) 2>/dev/null)
override CPPFLAGS += -D_GNU_SOURCE -I. $(call pkg,--cflags,$(LIBRARIES))
compile = $(CC) -std=c17 $(CPPFLAGS) $(WARNINGS) $(CFLAGS)
LDLIBS = $(call pkg,--libs,$(LIBRARIES)) -lresolv

sources := $(wildcard base/*.c model/*.c ldapchk/*.c clusterchk/*.c shares/*.c report/*.c acl/*.c exchange/*.c \
	*.c)
objects := $(sources:%.c=$(BUILD)/%.o)
library := $(filter-out $(BUILD)/main.o,$(objects))
unit_sources := $(wildcard tests/base/test_*.c tests/model/test_*.c tests/ldapchk/test_*.c \
	tests/clusterchk/test_*.c tests/shares/test_*.c tests/report/test_*.c tests/acl/test_*.c tests/exchange/test_*.c \
	tests/test_*.c)
units := $(unit_sources:%.c=$(BUILD)/%)
fuzz_sources := $(wildcard tests/fuzz/fuzz_*.c)
replays := $(fuzz_sources:tests/fuzz/fuzz_%.c=$(BUILD)/tests/fuzz/replay_%)

.PHONY: all deps demo check units sanitize fuzz bench bench-fleet install clean

all: $(BUILD)/cmsready

$(BUILD)/cmsready: $(objects)
	@echo "  LINK  $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D) && echo "  CC    $@"
	@$(compile) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%: tests/%.c $(library)
	@mkdir -p $(@D) && echo "  CC    $@"
	@$(compile) -MMD -MP $(LDFLAGS) -o $@ $< $(library) $(LDLIBS) $(call pkg,--libs,check)

# A corpus replayed without libFuzzer.
$(BUILD)/tests/fuzz/replay_%: tests/fuzz/replay.c tests/fuzz/fuzz_%.c $(library)
	@mkdir -p $(@D) && echo "  CC    $@"
	@$(compile) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/tests/fuzz/fuzz_%: tests/fuzz/fuzz_%.c $(filter-out main.c,$(sources))
	@mkdir -p $(@D) && echo "  FUZZ  $@"
	@clang -std=c17 $(CPPFLAGS) -g -O1 -fsanitize=fuzzer,address,undefined -o $@ $^ $(LDLIBS)

-include $(objects:.o=.d) $(units:=.d)

units: $(BUILD)/cmsready $(units) $(replays)

# Which goals are asked for decides what is installed: running takes less than testing.
deps:
	tests/deps $(if $(filter check sanitize fuzz bench bench-fleet,$(MAKECMDGOALS)),test,build)

demo:
	@$(parallel) all
	tests/demo $(BUILD)/cmsready

# Goals are made one after the other (deps first); the building inside them is not.
ifneq ($(filter deps,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif
parallel = $(MAKE) --no-print-directory -j$(shell nproc)

check:
	@$(parallel) units
	tests/run $(BUILD)

sanitize:
	@$(parallel) BUILD=build/sanitize CFLAGS="-O1 -g -fno-omit-frame-pointer \
		-fsanitize=address,undefined -fno-sanitize-recover=all" units
	CMSREADY_NO_LAB=1 tests/run build/sanitize
	[ "$$CMSREADY_NO_LAB" = 1 ] || tests/lab/hostile build/sanitize/cmsready

ONLY ?= $(fuzz_sources:tests/fuzz/fuzz_%.c=%)
fuzz_for = $(if $(RUNS),-runs=$(RUNS),-max_total_time=$(SECONDS))

fuzz: $(ONLY:%=$(BUILD)/tests/fuzz/fuzz_%)
	for each in $(ONLY); do mkdir -p $(BUILD)/tests/fuzz/new_$$each; \
		$(BUILD)/tests/fuzz/fuzz_$$each $(fuzz_for) \
			$(BUILD)/tests/fuzz/new_$$each tests/fuzz/corpus/$$each || exit 1; done

bench:
	@$(parallel) $(BUILD)/cmsready $(BUILD)/tests/bench/bench_access
	tests/bench/run $(BUILD)

bench-fleet:
	@$(parallel) $(BUILD)/cmsready $(BUILD)/tests/bench/bench_directory $(BUILD)/tests/bench/bench_network
	tests/bench/fleet $(BUILD)
	tests/bench/network $(BUILD)

install: $(BUILD)/cmsready
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(BUILD)/cmsready $(DESTDIR)$(PREFIX)/bin/cmsready
	install -m 644 man/cmsready.1 $(DESTDIR)$(PREFIX)/share/man/man1/cmsready.1

clean:
	rm -rf $(BUILD)
