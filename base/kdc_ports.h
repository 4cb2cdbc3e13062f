/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unusual ports of KDCs. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/*
 * The ports that krb5.conf names for KDCs of any realm ("kdc = dc1.example.com:8088", or a proxy:
 * "kdc = https://proxy.example.com/"), at most `most`. Returns their number. Reads the file once
 * per process.
 */
size_t kdc_ports(uint16_t *port, size_t most);
