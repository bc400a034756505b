# samlad. `make` builds build/samlad; `make run` and `make test` install what is missing first.
B ?= build
CC ?= cc
PKGS := libcurl libical sqlite3 libpcre2-8 libidn2 libxml-2.0 libsystemd libconfuse jansson libseccomp gnutls
WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes
OPT ?= -O2 -g
CFLAGS ?=
MYFLAGS = -std=gnu11 -D_GNU_SOURCE -Iinclude $(WARN) $(WERROR) $(OPT) -fstack-protector-strong -MMD -MP \
	$(shell pkg-config --cflags $(PKGS) 2>/dev/null) $(SAN)
LIBS = $(shell pkg-config --libs $(PKGS) 2>/dev/null) -letpan -lunistring -lcsv -lm $(SAN)
SAN ?=

FLOORS := base text core letters outward top
# What each floor may lean on, lowest last: the order in which its archives are linked.
BELOW_base := base
BELOW_text := text base
BELOW_core := core base
BELOW_letters := letters core base
BELOW_outward := outward letters core base
BELOW_top := top text outward letters core base

all: $(B)/samlad

define FLOOR
SRC_$(1) := $$(sort $$(wildcard daemon/$(1)/*.c))
OBJ_$(1) := $$(SRC_$(1):daemon/%.c=$(B)/obj/%.o)
$(B)/$(1).a: $$(OBJ_$(1))
	@rm -f $$@
	@ar rcsD $$@ $$^
endef
$(foreach f,$(FLOORS),$(eval $(call FLOOR,$(f))))

$(B)/obj/%.o: daemon/%.c
	@mkdir -p $(@D)
	$(CC) $(MYFLAGS) $(CFLAGS) -c -o $@ $<

MAIN := $(B)/obj/top/main.o
$(B)/samlad: $(foreach f,$(FLOORS),$(B)/$(f).a)
	$(CC) $(OPT) -o $@ $(MAIN) $(foreach f,$(BELOW_top),$(B)/$(f).a) $(LIBS)

# A test says on its first line which floor it is of: /* floor: core */; it links that one and those below.
TESTS := $(sort $(wildcard tests/test_*.c))
floor_of = $(word 3,$(shell head -n1 $(1)))
define TEST
$(B)/tests/$(basename $(notdir $(1))): $(1) $(foreach f,$(BELOW_$(call floor_of,$(1))),$(B)/$(f).a)
	@mkdir -p $$(@D)
	$$(CC) $$(MYFLAGS) $$(CFLAGS) -Itests -o $$@ $$< $$(filter %.a,$$^) $$(LIBS) -lcmocka
endef
$(foreach t,$(TESTS),$(eval $(call TEST,$(t))))
test-programs: $(TESTS:tests/%.c=$(B)/tests/%)

.PHONY: all test-programs clean
clean:
	rm -rf $(B)
-include $(wildcard $(B)/obj/*/*.d $(B)/tests/*.d)
