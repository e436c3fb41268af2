/// Where files lie: a folder of this machine, or one of an SFTP server. Nothing in here knows what
/// is in the files.
@NullMarked
package dev.selvedge.connectors.file.place;

import org.jspecify.annotations.NullMarked;
