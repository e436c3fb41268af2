/// Sheets of XLSX workbooks, written out as CSV in one pass. No more is held than the texts that
/// cells share, and no workbook makes more of itself than it is allowed to.
@NullMarked
package dev.selvedge.connectors.file.sheet;

import org.jspecify.annotations.NullMarked;
