/* SPDX-License-Identifier: MIT */
#include "login_remedy.h"

#include <string.h>

const char *login_remedy_find(const struct login_remedy rows[], const char *words, bool token)
{
	while ((rows->token >= 0 && rows->token != token) ||
		(rows->word && !strcasestr(words, rows->word)))
		rows++;
	return rows->text;
}
