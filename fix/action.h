/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of each action of model/fix.h: its commands, its risk, how to verify and how to
 * undo it. A command is a template: "{object}", "{account}", "{value}" and "{server}" stand for
 * members of the fix, always within quotation marks. Nothing else of a report gets into a command.
 */
#pragma once

#include "model/fix.h"

/* What the text of a member must look like, so that it can be part of a command. */
enum fix_form {
	FORM_NONE,    /* the action does not have it, or no command has it */
	FORM_DN,      /* "CN=EXCMS01,CN=Computers,DC=corp,DC=example,DC=com" */
	FORM_HOST,    /* "dc1.corp.example.com", "DRCLU01" */
	FORM_TRUSTEE, /* "DRCLU01$@corp.example.com" */
	FORM_NUMBER,  /* "300" */
	FORM_SPN,     /* "HOST/EXCMS01" */
	FORM_SID,     /* "S-1-5-21-..." */
	FORM_UNC,     /* "\\\\excms01.corp.example.com\\ExchangeOAB" */
	FORM_NAME,    /* a storage group, a share */
	FORM_SWITCH,  /* "-DISABLE_INBOUND_REPL" or "-DISABLE_OUTBOUND_REPL" */
};

enum risk { RISK_LOW, RISK_MEDIUM, RISK_HIGH };

struct fix_kind {
	const char *topic; /* "directory", "replication", "accounts", "DNS", "shares", "Exchange" */
	const char *what;  /* a sentence, with members in braces as in a command */
	enum risk risk;
	const char *why;     /* the risk; a sentence */
	bool deletes;        /* something that nothing brings back: its command is commented out */
	bool is_cmdlet;      /* a command of PowerShell, that cmd.exe does not have */
	const char *command; /* or NULL: only words */
	const char *verify;  /* a command; or NULL */
	const char *undo;    /* a command, if undo_words is NULL */
	const char *undo_words;
	enum fix_form object, account, value, server;
};

const struct fix_kind *fix_kind_of(enum fix_action action);

/* The member that a template calls "object", ... and its form; NULL: it has none of that name. */
const char *fix_member(const struct fix *fix, const char *name, size_t length, enum fix_form *form);

/* Whether the text has that form. */
bool fix_form_fits(enum fix_form form, const char *text);

const char *risk_name(enum risk risk); /* "low", "medium", "high" */
