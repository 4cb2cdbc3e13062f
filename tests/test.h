/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The main of a test program. A test file includes this and defines suite(); CK_* variables of the
 * environment choose how and what runs. A program that ran no test has failed.
 */
#pragma once

#include <check.h>
#include <stdlib.h>

Suite *suite(void);

int main(void)
{
	/* The library's own are 4 s: a machine that has much else to do is no fault of the program.
	 */
	setenv("CK_DEFAULT_TIMEOUT", "60", 0);
	SRunner *runner = srunner_create(suite());
	srunner_run_all(runner, CK_ENV);
	int run = srunner_ntests_run(runner);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return run > 0 && failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
