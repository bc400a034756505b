# SPDX-License-Identifier: MIT
#
# make              build/samlad
# make run          installs what is missing, builds, and plays one season of a network in build/demo
# make test         installs what is missing, builds and runs all tests; ends with `N passed, N failed`
# make check        the same without installing anything
# make approve-letters   takes the letters as they are now for tests/letters, once somebody has read them
# make bench, fuzz-smoke, lint, house, model, crash    figures, fuzzers for FUZZ_S seconds each, static checks, the
#                   house's rules, a mail's way checked whole by spin, kills and power cuts at every point
# make servers      the fetcher and the sender beside Cyrus, Courier and Exim, as root; SESSIONS=tests/sessions records
#                   anew what the tests then play
# make fuzz         the fuzzers without end
# make corpora      how much of others' mails and of labelled answers is read rightly, beside the best peers; V=1: the rest
# make linear       what hostile mails cost, in instructions
# make flood        floods of FLOOD mails each, as tests and for a figure
# make install      DESTDIR=, prefix=/usr
#
# Another build beside the first has another folder: make B=build-asan SAN="-fsanitize=address,undefined" check

B ?= build
CC ?= cc
OPT ?= -O2 -g
SAN ?=
WERROR ?=
prefix ?= /usr
FUZZ_S ?= 60
LINEAR_BYTES ?= 100000
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
# Tests at once: one more, since many of them wait for a server most of their time.
TEST_JOBS ?= $(shell echo $$(($(JOBS) + 1)))

PKGS := libcurl libical sqlite3 libpcre2-8 libidn2 libxml-2.0 libsystemd libconfuse jansson libseccomp gnutls
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null)
WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes
# Sanitizers do their own checking and do not go with _FORTIFY_SOURCE.
HARDEN := -fstack-protector-strong $(if $(SAN),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
# Hidden: a library must not take a function of ours for its own of the same name.
MYFLAGS := -std=gnu11 -D_GNU_SOURCE -fvisibility=hidden -Iinclude -I$(B)/gen $(WARN) $(WERROR) $(OPT) $(HARDEN) $(PKG_CFLAGS) $(SAN)
LIBS := -Wl,-z,relro,-z,now $(PKG_LIBS) -letpan -lresolv -lunistring -lcsv -lm $(SAN)

# One short line a file; V=1 shows the commands whole, nothing is said under `make -s`.
Q := $(if $(V),,@)
SAY = $(if $(V)$(findstring s,$(filter-out --%,$(MAKEFLAGS))),:,printf '  %s %s\n' $(1) $(2))

comma := ,
.DEFAULT_GOAL := all
# ---- The program: one archive a floor -----------------------------------------------------------------------

FLOORS := base text core letters outward top
# What each floor may lean on, lowest last: the order in which its archives are linked.
BELOW_base := base
BELOW_text := text base
BELOW_core := core base
BELOW_letters := letters core base
BELOW_outward := outward letters core base
BELOW_top := top text outward letters core base
archives_of = $(foreach f,$(BELOW_$(1)),$(B)/$(f).a)

SOURCES := $(sort $(wildcard daemon/*/*.c))

all: $(B)/samlad $(B)/compile_commands.json

define FLOOR
$(B)/$(1).a: $$(patsubst daemon/%.c,$(B)/obj/%.o,$$(filter daemon/$(1)/%,$(SOURCES)))
	@rm -f $$@
	@ar rcsD $$@ $$^
endef
$(foreach f,$(FLOORS),$(eval $(call FLOOR,$(f))))

# daemon/outward/schema.sql is compiled in: #include "outward/schema.sql.inc" gives it as string literals.
GENERATED := $(patsubst daemon/%.sql,$(B)/gen/%.sql.inc,$(wildcard daemon/*/*.sql))
$(B)/gen/%.sql.inc: daemon/%.sql
	@mkdir -p $(@D)
	sed 's/[\\"]/\\&/g; s/.*/"&\\n"/' $< > $@

$(B)/obj/%.o: daemon/%.c | $(GENERATED)
	@mkdir -p $(@D)
	@$(call SAY,cc,$<)
	$(Q)$(CC) $(MYFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/samlad: $(call archives_of,top)
	@$(call SAY,ld,$@)
	$(Q)$(CC) $(OPT) $(LDFLAGS) -o $@ $(B)/obj/top/main.o $^ $(LIBS)

# The same with a reader that does as a mail says, for the tests of what that can come to.
OBEYED := understand_open understand_envelope understand_words
$(B)/samlad-obeying: $(B)/tests/support/obeying.o $(call archives_of,top)
	@$(call SAY,ld,$@)
	$(Q)$(CC) $(OPT) $(LDFLAGS) -o $@ $(foreach f,$(OBEYED),-Wl$(comma)--wrap=$(f)) \
		$(B)/obj/top/main.o $^ $(LIBS)

# ---- Tests ---------------------------------------------------------------------------------------------------
#
# A test says of itself, on its first lines, what make must know:
#	/* floor: core */			it links that floor's archive and those below it, no other
#	/* with: support/mail.c support/x.c */	helpers under tests/ that are compiled in; may be missing
#	/* seeds: mails */			a fuzzer's inputs, folders under tests/; may be missing
# Headers of helpers are found as "support/mail.h". Programs run in the repository's root with SAMLAD=build/samlad
# in the environment. fuzz_*.c define LLVMFuzzerTestOneInput() and run over their seeds as a test too.

TESTS := $(sort $(wildcard tests/test_*.c tests/e2e_*.c))
FUZZERS := $(sort $(wildcard tests/fuzz_*.c))
BENCHES := $(sort $(wildcard tests/bench_*.c))
FOREIGN := $(sort $(wildcard tests/foreign_*.c))
# tests/test_x.c:floor:core tests/test_x.c:with:support/mail.c …
SAYS := $(if $(TESTS)$(FUZZERS)$(BENCHES)$(FOREIGN),$(shell awk 'FNR <= 8 && $$2 ~ /^(floor|with|seeds):$$/ \
	{ for (i = 3; i < NF; i++) print FILENAME ":" $$2 $$i }' $(TESTS) $(FUZZERS) $(BENCHES) $(FOREIGN)))
says = $(patsubst $(1):$(2):%,%,$(filter $(1):$(2):%,$(SAYS)))
program_of = $(patsubst tests/%.c,$(B)/tests/%,$(1))

$(B)/tests/%.o: tests/%.c | $(GENERATED)
	@mkdir -p $(@D)
	@$(call SAY,cc,$<)
	$(Q)$(CC) $(MYFLAGS) $(CFLAGS) -Itests -MMD -MP -c -o $@ $<

# $(1) the source, $(2) objects and flags beside
define PROGRAM
$(call program_of,$(1)): $(1:%.c=$(B)/%.o) $(patsubst %.c,$(B)/tests/%.o,$(call says,$(1),with) $(2)) \
		$(call archives_of,$(call says,$(1),floor))
	@$$(call SAY,ld,$$@)
	$$(Q)$$(CC) $$(OPT) $$(LDFLAGS) -o $$@ $$(filter %.o %.a,$$^) $(3) $$(LIBS) -lcmocka
endef
FUZZ_MAIN := support/fuzz_main.c
FUZZ_LINK :=
$(foreach t,$(TESTS) $(BENCHES) $(FOREIGN),$(eval $(call PROGRAM,$(t))))
$(foreach t,$(FUZZERS),$(eval $(call PROGRAM,$(t),$(FUZZ_MAIN),$(FUZZ_LINK))))
.SECONDARY:

# Preloaded into the program by the tests that kill it.
CRASHAT := $(sort $(wildcard tests/support/crashat*.c))
$(B)/tests/crashat.so: $(CRASHAT) tests/support/crashat.h tests/support/ledger.h
	@mkdir -p $(@D)
	@$(call SAY,cc,$@)
	$(Q)$(CC) -std=gnu11 -D_GNU_SOURCE -Itests $(WARN) $(WERROR) -O2 -fPIC -shared -o $@ $(CRASHAT) -ldl

# The program with one order of its steps broken, for the tests that must find that: a mutant is a file of the
# program with a few of its calls replaced, linked before the archives so that theirs is left out. They lie beside
# samlad, to find the templates as it does.
MUTANTS := $(patsubst tests/mutants/%.c,$(B)/mutant-%,$(sort $(wildcard tests/mutants/*.c)))
$(B)/tests/mutants/%.o: MYFLAGS += -Idaemon
$(MUTANTS): $(B)/mutant-%: $(B)/tests/mutants/%.o $(call archives_of,top)
	@$(call SAY,ld,$@)
	$(Q)$(CC) $(OPT) $(LDFLAGS) -o $@ $(B)/obj/top/main.o $^ $(LIBS)

# The same for those that move its clock or end it while it makes or takes a backup.
$(B)/tests/mishap.so: tests/support/mishap_preload.c tests/support/mishap.h
	@mkdir -p $(@D)
	@$(call SAY,cc,$@)
	$(Q)$(CC) -std=gnu11 -D_GNU_SOURCE -Itests $(WARN) $(WERROR) -O2 -fPIC -shared -o $@ $< -ldl

# Runs a program under what the service file says; for tests/as-service.
$(B)/tests/confined: $(B)/tests/support/confined.o
	@$(call SAY,ld,$@)
	$(Q)$(CC) $(OPT) $(LDFLAGS) -o $@ $^ -lseccomp $(SAN)

# What these run beside samlad.
$(B)/tests/e2e_taken: | $(B)/samlad-obeying
$(B)/tests/e2e_service: | $(B)/tests/confined $(B)/tests/e2e_mail

test-programs: $(B)/tests/confined $(call program_of,$(TESTS) $(FUZZERS) $(FOREIGN)) $(B)/tests/crashat.so $(B)/tests/mishap.so \
	$(MUTANTS) $(B)/samlad-obeying

test:
	@tests/install-packages build test
	@$(MAKE) --no-print-directory check

check: $(if $(wildcard daemon/top/main.c),$(B)/samlad) test-programs
	@SAMLAD=$(B)/samlad JOBS=$(TEST_JOBS) tests/run-tests $(call program_of,$(TESTS)) \
		$(foreach f,$(FUZZERS),'$(call program_of,$(f)) $(addprefix tests/,$(call says,$(f),seeds))') \
		'tests/check-papers $(B)/samlad'

# The letters that were read and found good; `git diff tests/letters` shows what changes.
approve-letters: $(B)/samlad $(B)/tests/test_letters
	@mkdir -p tests/letters
	@APPROVE_LETTERS=1 SAMLAD=$(B)/samlad $(B)/tests/test_letters

bench: $(B)/samlad $(call program_of,$(BENCHES))
	@for bench in $(call program_of,$(BENCHES)); do SAMLAD=$(B)/samlad $$bench || exit 1; done

# What was read rightly of other projects' mails and of the labelled answers, orders and absences; V=1 shows the rest.
SCORED := $(foreach t,corpora_mail corpora_replies answer absence fields,$(B)/tests/test_$(t))
corpora: $(SCORED)
	@tests/run-corpora $(SCORED)

# What hostile mails cost at LINEAR_BYTES and at ten times that, counted in instructions.
linear: $(B)/samlad $(B)/tests/e2e_hostile
	@JOBS=$(JOBS) LINEAR_BYTES=$(LINEAR_BYTES) tests/run-linear $^

# libFuzzer is clang's, and wants every floor built for it. `make fuzz` goes on until something is found.
fuzz:
	@$(MAKE) --no-print-directory fuzz-smoke FUZZ_S=0
fuzz-smoke:
	@$(MAKE) --no-print-directory B=build-fuzz CC=clang OPT="-O1 -g" FUZZ_MAIN= FUZZ_LINK=-fsanitize=fuzzer \
		SAN="-fsanitize=address,undefined -fno-sanitize-recover=undefined -fsanitize=fuzzer-no-link" fuzz-run
fuzz-run: $(call program_of,$(FUZZERS))
	@FUZZ_S=$(FUZZ_S) JOBS=$(JOBS) tests/run-fuzzers \
		$(foreach f,$(FUZZERS),'$(call program_of,$(f)) $(addprefix tests/,$(call says,$(f),seeds))')

# ---- Trying out, checking, installing --------------------------------------------------------------------------

run:
	@tests/install-packages build
	@$(MAKE) --no-print-directory $(B)/samlad
	@$(B)/samlad simulate --out $(B)/demo

SCRIPTS := .ci/run tests/install-packages tests/run-tests tests/run-fuzzers tests/run-linear tests/run-servers tests/as-service tests/check-house tests/check-papers tests/model/check \
	$(wildcard tests/support/*.sh) tests/run-corpora $(addprefix tests/servers/,common.sh cyrus.sh courier.sh exim.sh foreign.sh)
lint: $(B)/compile_commands.json $(GENERATED)
	shellcheck $(SCRIPTS)
	cppcheck --quiet --std=c11 --enable=warning,portability,performance --inline-suppr --error-exitcode=1 \
		--suppress=missingInclude --suppress=unusedStructMember --suppress=memleak -D_GNU_SOURCE -Iinclude -I$(B)/gen -j $(JOBS) \
		daemon
	printf '%s\n' $(SOURCES) | xargs -P $(JOBS) -n 4 clang-tidy --quiet -p $(B) 2>/dev/null

# Killed and cut off at every point, of which the tests take a sample: a line with figures for each way of the mail.
crash: $(B)/samlad test-programs
	@printf '%s\n' $(foreach way,0 1 2,'$(B)/tests/e2e_crash $(way)' '$(B)/tests/e2e_powercut $(way)') | \
		CRASH_EVERY=1 SAMLAD=$(B)/samlad xargs -P $(JOBS) -I{} sh -c '{} || exit 255'

# Ten thousand mails from one sender and from many; says how many a second were taken.
FLOOD ?= 10000
flood: $(B)/samlad $(B)/tests/e2e_floods
	@FLOOD=$(FLOOD) SAMLAD=$(B)/samlad $(B)/tests/e2e_floods

# As root. What was said there is left in SESSIONS; what lies in tests/sessions is played by test_fetcher_recorded.
SESSIONS ?= $(B)/sessions
servers: $(B)/samlad $(call program_of,$(FOREIGN))
	@tests/run-servers $(B) $(SESSIONS)

# A mail's way as a model, checked whole by spin, and each broken order refuted.
model:
	@tests/install-packages check
	@tests/model/check

house:
	@tests/check-house

space := $(subst ,, )
json_words = $(subst $(space)",$(comma)",$(foreach w,$(1),"$(w)"))
compile_command = {"directory": "$(CURDIR)", "file": "$(1)", \
	"arguments": [$(call json_words,$(CC) $(MYFLAGS) $(CFLAGS) -Itests -c -o $(2) $(1))]}
HELPERS := $(sort $(wildcard tests/support/*.c))
$(B)/compile_commands.json: Makefile $(SOURCES) $(TESTS) $(FUZZERS) $(BENCHES) $(HELPERS) | $(B)
	$(file >$@,[)
	$(foreach s,$(SOURCES),$(file >>$@,$(call compile_command,$(s),$(s:daemon/%.c=$(B)/obj/%.o))$(comma)))
	$(foreach s,$(TESTS) $(FUZZERS) $(BENCHES) $(HELPERS),\
		$(file >>$@,$(call compile_command,$(s),$(s:%.c=$(B)/%.o))$(comma)))
	@sed -i '$$ s/,$$/]/' $@
$(B):
	@mkdir -p $@

share := $(DESTDIR)$(prefix)/share
lib := $(DESTDIR)$(prefix)/lib
install: $(B)/samlad
	install -D -m 755 $(B)/samlad $(DESTDIR)$(prefix)/bin/samlad
	for file in $$(find templates -type f); do install -D -m 644 $$file $(share)/samlad/$$file || exit 1; done
	for page in docs/*.[1-8]; do install -D -m 644 $$page $(share)/man/man$${page##*.}/$${page##*/} || exit 1; done
	for paper in README.md LICENSE $$(find docs -name '*.md' -o -name '*.png' -o -name '*.svg'); do \
		install -D -m 644 $$paper $(share)/doc/samlad/$$paper || exit 1; done
	for file in docs/examples/*; do install -D -m 644 $$file $(share)/doc/samlad/examples/$${file##*/} || exit 1; done
	sed 's|/usr/bin/samlad|$(prefix)/bin/samlad|' systemd/samlad.service >$(B)/samlad.service
	install -D -m 644 $(B)/samlad.service $(lib)/systemd/system/samlad.service
	install -D -m 644 systemd/samlad.sysusers $(lib)/sysusers.d/samlad.conf
	install -D -m 644 systemd/samlad.tmpfiles $(lib)/tmpfiles.d/samlad.conf

clean:
	rm -rf $(B)

.PHONY: servers flood model crash all test-programs test check approve-letters bench corpora linear fuzz fuzz-smoke fuzz-run run lint house install clean
-include $(wildcard $(B)/obj/*/*.d $(B)/tests/*.d $(B)/tests/support/*.d $(B)/tests/mutants/*.d)
