/* SPDX-License-Identifier: MIT */
/*
 * What a power cut leaves of a folder. A disk begins as the folder is, takes a ledger's records one
 * by one, and keeps two views: as every process sees it, and as it surely is on the disk.
 *
 * On the disk is a file's bytes as of its last fsync or fdatasync, and a directory's entries as of
 * its last fsync. A rename is one change, as on every file system with a journal: when either of
 * its directories is synced, it is on the disk whole. What lies between is lost, or, as a disk may
 * write in any order, any part of it is there: each change, and each write whole, not at all or
 * torn at a sector.
 */
#ifndef SAMLAD_TESTS_SUPPORT_DISK_H
#define SAMLAD_TESTS_SUPPORT_DISK_H

#include <stddef.h>
#include <stdint.h>

#include "support/ledger.h"

struct disk;

struct disk *disk_new(const char *root);
void disk_free(struct disk *disk);
void disk_play(struct disk *disk, const struct ledger_record *record);

/* Grows with each sync that made something durable: between, a cut that loses all leaves the same.
 */
size_t disk_syncs(const struct disk *disk);
/*
 * The root's folder `name` as a power cut leaves it, made at `path`, which must not be there. Seed
 * 0: all that was not synced is lost; else the seed says which part of it is there. A name that is
 * not there makes nothing.
 */
void disk_lay(const struct disk *disk, const char *name, const char *path, uint64_t seed);
/* Fails the test unless the folder `name` is what the processes see. */
void disk_compare(const struct disk *disk, const char *root, const char *name);

#endif
