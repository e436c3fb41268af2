/// What automations do beside starting people in programs: mails, events, data fields, records.
@NullMarked
package dev.selvedge.dotdigital.delivery.action;

import org.jspecify.annotations.NullMarked;
