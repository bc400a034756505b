/* SPDX-License-Identifier: MIT */
/*
 * A group of processes (cgroup) whose memory has an end, at which the kernel kills: version 1 or 2,
 * where root may make one.
 */
#ifndef SAMLAD_TESTS_SUPPORT_MEMORY_GROUP_H
#define SAMLAD_TESTS_SUPPORT_MEMORY_GROUP_H

#define MEMORY_GROUP_PATH 128

/* Its folder; a process joins by its number into `cgroup.procs` there. -1 where none can be had. */
int memory_group_make(char path[MEMORY_GROUP_PATH]);
void memory_group_limit(const char *path, long kib);
/* Until nobody is left in it. */
void memory_group_await(const char *path);
/* How many the kernel has killed in it so far. */
long memory_group_kills(const char *path);
void memory_group_remove(const char *path);

#endif
