package dev.selvedge.dotdigital.inward;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.dotdigital.delivery.meter.Operation;
import java.util.List;

/// A feed of an account whose calls count.
public interface InwardSource extends PolledSource {
  /// The calls that the next reading after a cursor makes, as far as can be said beforehand.
  List<Operation> calls(Cursor cursor);
}
