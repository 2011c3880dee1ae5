/**
 * Writes the tables that users receive, as CSV files.
 *
 * <p>May import: {@code images}, {@code nuclei}, {@code network}, {@code segmentation}, {@code classifier},
 * {@code measurement}, {@code dataset}, {@code evaluation}, {@code training}, {@code check}, {@code comparison};
 * commons-csv.
 */
package io.github.nucleoscope.table;
