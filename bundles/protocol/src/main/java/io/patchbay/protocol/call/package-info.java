/**
 * Contains the path that every call takes: record, find, check, decide, run, answer. The class {@code CallPath} runs
 * these steps. Only this package calls {@code CallPolicy.decide} and opens entries of the audit trail. The package uses
 * all lower packages. The package must not know the names of methods or the store of tasks.
 */
package io.patchbay.protocol.call;
