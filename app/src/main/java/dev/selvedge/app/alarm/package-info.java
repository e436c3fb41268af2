/// How people are told of alarms: by letter, in chats, by pager, by webhook.
@NullMarked
package dev.selvedge.app.alarm;

import org.jspecify.annotations.NullMarked;
