/// The connector `peoplevox`: what left a Peoplevox warehouse, read as a report through its SOAP
/// API. Written from Peoplevox's documentation (integration service version 4: Authenticate, search
/// values, response), from Zynk's pages about the report "Despatch summary", and from the questions
/// that public programs ask; not tried on a running site.
@NullMarked
package dev.selvedge.connectors.peoplevox;

import org.jspecify.annotations.NullMarked;
