/* SPDX-License-Identifier: MIT */
/* The few values that one column can't hold, as JSON text in it. NULL and empty lists read as none.
 */
#ifndef SAMLAD_STORE_JSON_H
#define SAMLAD_STORE_JSON_H

struct arena;

char *sector_wants_to_json(struct arena *arena, const void *list);
void sector_wants_from_json(struct arena *arena, const char *json, void *list);
char *fields_to_json(struct arena *arena, const void *list);
void fields_from_json(struct arena *arena, const char *json, void *list);
char *calendar_to_json(struct arena *arena, const void *pointer);
void calendar_from_json(struct arena *arena, const char *json, void *pointer);

#endif
