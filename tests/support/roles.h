/* SPDX-License-Identifier: MIT */
/*
 * Roles that a test's own program plays when it is executed anew: echo (until its wire closes),
 * tell (what it was given), fail (status 7), die (signal 11), deaf (to SIGTERM; says so on its wire
 * first), anything else sleeps.
 */
#ifndef SAMLAD_TESTS_ROLES_H
#define SAMLAD_TESTS_ROLES_H

int be_role(const char *role, const char *config);

#endif
