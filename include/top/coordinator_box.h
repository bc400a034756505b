/* SPDX-License-Identifier: MIT */
/*
 * The coordinator's own box: it reads its config and templates, writes the state and the Maildirs, has no network
 * and takes no new privileges. Once closed it can't be widened: a config that adds a path wants a new start.
 */
#ifndef SAMLAD_TOP_COORDINATOR_BOX_H
#define SAMLAD_TOP_COORDINATOR_BOX_H

struct config;
struct fault;

/* config_path: where it was read from. After everything that it needs has been opened once. */
int coordinator_box_close(const struct config *config, const char *config_path, struct fault *fault);
/* Whether a new config works inside the box of the old one; -EACCES with the path that doesn't. */
int coordinator_box_fits(const struct config *now, const struct config *next, struct fault *fault);

#endif
