/* SPDX-License-Identifier: MIT */
/* What to do about a refused log-in, chosen by the server's prose and by nothing else. */
#ifndef SAMLAD_OUTWARD_LOGIN_REMEDY_H
#define SAMLAD_OUTWARD_LOGIN_REMEDY_H

#include <stdbool.h>

struct login_remedy {
	const char *word; /* anywhere in what the server says, in any case; NULL fits anything */
	int token; /* 1 for tokens alone, 0 for passwords alone, -1 for both */
	const char *text;
};

/* The first row that fits; a row for tokens and one for passwords must fit anything. */
const char *login_remedy_find(const struct login_remedy rows[], const char *words, bool token);

#endif
