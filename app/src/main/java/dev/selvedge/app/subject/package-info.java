/// What is handed to people who ask what is held of them: a document for machines and a page for
/// their eyes.
@NullMarked
package dev.selvedge.app.subject;

import org.jspecify.annotations.NullMarked;
