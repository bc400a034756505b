/* SPDX-License-Identifier: MIT */
#include "support/append.h"

#include <curl/curl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/mailstack.h"

struct upload {
	const char *bytes;
	size_t n, at;
};

static size_t give(char *to, size_t size, size_t n, void *context)
{
	struct upload *upload = context;
	size_t some = upload->n - upload->at < size * n ? upload->n - upload->at : size * n;

	memcpy(to, upload->bytes + upload->at, some);
	upload->at += some;
	return some;
}

void append_mail(const char *user, const char *bytes, size_t n)
{
	struct upload upload = {.bytes = bytes, .n = n};
	char url[64];
	CURL *curl = curl_easy_init();

	snprintf(url, sizeof(url), "imaps://localhost:%d/INBOX", stack.imaps);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_CAINFO, stack.ca);
	curl_easy_setopt(curl, CURLOPT_USERNAME, user);
	curl_easy_setopt(curl, CURLOPT_PASSWORD, "secret");
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
	curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)n);

	CURLcode code = curl_easy_perform(curl);

	curl_easy_cleanup(curl);
	if (code != CURLE_OK)
		fail_msg("append: %s", curl_easy_strerror(code));
}
