/// What the stand-ins of warehouse systems have in common.
package dev.selvedge.connectors.warehouse;
