/* SPDX-License-Identifier: MIT */
#ifndef SAMLAD_TOP_VERSION_H
#define SAMLAD_TOP_VERSION_H

#define SAMLAD_VERSION "0.1"

#endif
