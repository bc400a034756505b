/* SPDX-License-Identifier: MIT */
/*
 * Letters out of sample values: the very code that writes the daemon's letters, over data instead
 * of decisions. Identities are fixed, so that the same templates and samples give the same bytes.
 */
#include "top/samples.h"

#include <errno.h>
#include <string.h>

#include "base/fault.h"
#include "base/str.h"
#include "letters/compose.h"
#include "letters/invite_write.h"
#include "outward/template_folder.h"
#include "samples_inside.h"
#include "top/load.h"

#define SAMPLES_FILE "samples.json"
#define SAMPLE_TOKEN "samp3sampleletterstandsfor"
#define SAMPLE_CODE "K3F7QD"
#define SAMPLE_UID "sample-uid@samlad"
#define MAIL_LIMIT (4 * 1024 * 1024)

struct sample {
	const char *name; /* "signup.several" */
	const char *template; /* "signup" */
	json_t *json; /* NULL: nothing is known of the letter */
};
struct samples {
	json_t *json;
	struct templates *templates;
	struct network network;
	instant made;
	LIST_OF(struct sample) list;
};

static void add_letter(struct arena *arena, struct samples *samples, const char *letter)
{
	size_t n = strlen(letter), before = samples->list.n;
	const char *name;
	json_t *one;

	json_object_foreach (json_object_get(samples->json, "letters"), name, one)
		if (strncmp(name, letter, n) == 0 && (name[n] == '\0' || name[n] == '.'))
			*arena_push(arena, &samples->list) = (struct sample){name, letter, one};
	if (samples->list.n == before)
		*arena_push(arena, &samples->list) = (struct sample){letter, letter, NULL};
}

static int check(const struct samples *samples, struct fault *fault)
{
	const char *name;
	json_t *one;

	json_object_foreach (json_object_get(samples->json, "letters"), name, one) {
		bool found = false;
		list_each (sample, &samples->list)
			found = found || strcmp(sample->name, name) == 0;
		if (!found)
			return fault_set(fault, -EINVAL, "there is no letter %s", name);
	}
	return 0;
}

static int read_json(struct samples *samples, const char *path, struct fault *fault)
{
	json_error_t error;

	samples->json = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
	if (samples->json)
		return 0;
	return error.line < 0 ? fault_set(fault, -ENOENT, "%s", error.text)
			      : fault_set(fault, -EINVAL, "line %d: %s", error.line, error.text);
}

static int fill(struct arena *arena, struct samples *samples, struct fault *fault)
{
	const char *made = json_string_value(json_object_get(samples->json, "made"));
	int r = sample_network(
		arena, json_object_get(samples->json, "network"), &samples->network, fault);

	samples->made = made ? instant_parse(made) : INSTANT_NONE;
	if (r == 0 && samples->made == INSTANT_NONE)
		r = fault_set(fault, -EINVAL, "\"made\" must be an instant");
	if (r < 0)
		return r;
	for (size_t i = 0; templates_letter(samples->templates, i); i++)
		add_letter(arena, samples, templates_letter(samples->templates, i));
	return check(samples, fault);
}

int samples_load(
	struct arena *arena, const char *path, struct samples **ret_samples, struct fault *fault)
{
	struct samples *samples = arena_make(arena, struct samples);
	struct template_folder *folder;
	int r = template_folder_open(arena, path, &folder, fault);

	if (r == 0)
		r = load_templates(arena, path, &samples->templates, fault);
	if (r < 0)
		return r;
	const char *file = arena_printf(arena, "%s/%s", template_folder_path(folder), SAMPLES_FILE);
	r = read_json(samples, file, fault);
	if (r == 0)
		r = fill(arena, samples, fault);
	if (r < 0) {
		samples_free(samples);
		return fault_prefix(fault, r, "%s", file);
	}
	*ret_samples = samples;
	return 0;
}

void samples_free(struct samples *samples)
{
	if (!samples)
		return;
	templates_free(samples->templates);
	json_decref(samples->json);
}

const struct network *samples_network(const struct samples *samples)
{
	return &samples->network;
}

static int add_invite(struct arena *arena, struct draft *draft, json_t *json, struct fault *fault)
{
	struct invite *invite = arena_make(arena, struct invite);
	const char *method = sample_text(json, "method", draft->language);

	*invite = (struct invite){
		.method = strcmp(method, "cancel") == 0 ? INVITE_CANCEL : INVITE_REQUEST,
		.uid = SAMPLE_UID,
		.sequence = (int)json_integer_value(json_object_get(json, "sequence")),
		.title = sample_text(json, "title", draft->language),
		.place = sample_text(json, "place", draft->language),
		.link = sample_text(json, "link", draft->language),
		.text = sample_text(json, "text", draft->language),
		.file_only = json_is_true(json_object_get(json, "file_only")),
	};
	if (sample_span(json_object_get(json, "span"), &invite->start, &invite->end) < 0)
		return fault_set(fault, -EINVAL, "\"span\" of the invitation must be two instants");
	draft->invite = invite;
	return 0;
}

/* "tap.yes" is a key of `subjects`; all else is said as it stands. */
static void add_taps(struct arena *arena, struct draft *draft, json_t *taps)
{
	json_t *tap;
	size_t i;

	json_array_foreach (taps, i, tap) {
		const char *text = json_string_value(sample_in(tap, draft->language));
		if (!text)
			continue;
		bool is_key = strncmp(text, "tap.", 4) == 0;
		*arena_push(arena, &draft->choices) = (struct choice){
			.word_key = is_key ? text : NULL, .say = is_key ? NULL : text};
	}
}

static const struct sample *find_sample(const struct samples *samples, const char *name)
{
	list_each (sample, &samples->list)
		if (strcmp(sample->name, name) == 0)
			return sample;
	return NULL;
}

static int make_draft(struct arena *arena, const struct samples *samples,
	const struct sample *sample, const char *language, struct draft **ret_draft,
	struct fault *fault)
{
	struct draft *draft = arena_make(arena, struct draft);
	int kind = ask_kind_from_text(sample_text(sample->json, "ask", language));
	json_t *invite = json_object_get(sample->json, "invite");
	json_t *to = json_object_get(sample->json, "to");

	*draft = (struct draft){.id = 1,
		.template = sample->template,
		.member = 1,
		.address = to ? json_string_value(to) : "anna@kommun.example",
		.language = language,
		.ask = kind >= 0,
		.ask_kind = kind >= 0 ? (enum ask_kind)kind : ASK_ATTENDANCE,
		.view = view_new(arena),
		.signed_by_leaders = json_is_true(json_object_get(sample->json, "signed")),
		.reply_to_id = json_is_true(json_object_get(sample->json, "reply"))
			? "her-mail@kommun.example"
			: NULL};
	json_t *common = json_object_get(samples->json, "common");
	int r = sample_values(arena, draft->view, common, language, fault);
	if (r == 0)
		r = sample_values(arena, draft->view, json_object_get(sample->json, "values"),
			language, fault);
	if (r == 0 && invite)
		r = add_invite(arena, draft, invite, fault);
	add_taps(arena, draft, json_object_get(sample->json, "taps"));
	*ret_draft = draft;
	return r;
}

static int add_shown(struct arena *arena, const struct samples *samples,
	const struct sample *sample, struct draft *draft, struct fault *fault)
{
	json_t *name;
	size_t i;

	json_array_foreach (json_object_get(sample->json, "shown"), i, name) {
		const char *text = json_string_value(name);
		const struct sample *shown = text ? find_sample(samples, text) : NULL;
		struct draft *inner;
		if (!shown)
			return fault_set(fault, -EINVAL, "\"shown\": there is no sample %s",
				text ? text : "without a name");
		int r = make_draft(arena, samples, shown, draft->language, &inner, fault);
		if (r < 0)
			return r;
		*arena_push(arena, &draft->shown) = inner;
	}
	return 0;
}

static int write_letter(const struct samples *samples, const struct draft *draft,
	struct arena *arena, struct sample_letter *letter, struct fault *fault)
{
	struct letter_identity identity = {
		.token = SAMPLE_TOKEN, .code = SAMPLE_CODE, .made = samples->made};
	_cleanup_str_ struct str mail;
	int r = letter_words(arena, samples->templates, &samples->network, draft, &identity, NULL,
		&letter->words, fault);

	if (r < 0)
		return r;
	if (draft->invite)
		letter->calendar = invite_write(arena, &samples->network, draft->invite,
			draft->address, "Anna Ek", samples->made);
	str_init(&mail, MAIL_LIMIT);
	compose_mail(&mail, &samples->network, draft, &identity, &letter->words, draft->address,
		*letter->calendar ? letter->calendar : NULL);
	letter->n_mail = mail.len;
	letter->mail = str_in(&mail, arena);
	return 0;
}

int samples_render(const struct samples *samples, size_t i, struct arena *arena,
	struct sample_letter *ret_letter, struct fault *fault)
{
	size_t languages = 0;
	struct draft *draft;

	while (templates_language(samples->templates, languages))
		languages++;
	if (languages == 0 || i / languages >= samples->list.n)
		return -ENOENT;
	const struct sample *sample = &samples->list.at[i / languages];
	struct sample_letter letter = {.name = sample->name,
		.language = templates_language(samples->templates, i % languages),
		.has_values = sample->json != NULL,
		.calendar = ""};
	int r = make_draft(arena, samples, sample, letter.language, &draft, fault);
	if (r == 0)
		r = add_shown(arena, samples, sample, draft, fault);
	if (r == 0)
		r = write_letter(samples, draft, arena, &letter, fault);
	if (r < 0)
		return fault_prefix(fault, r, "sample %s (%s)", letter.name, letter.language);
	*ret_letter = letter;
	return 0;
}
