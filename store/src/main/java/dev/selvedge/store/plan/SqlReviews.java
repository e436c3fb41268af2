package dev.selvedge.store.plan;

import dev.selvedge.ContentHash;
import dev.selvedge.PersonId;
import dev.selvedge.plan.due.Reviews;
import dev.selvedge.store.sql.Sql;
import java.util.Optional;

/// How far everybody has been looked at by today's automations, on SQL.
public final class SqlReviews implements Reviews {
  /// There is one of them at most.
  private static final String NAME = "automations";

  private final Sql sql;

  public SqlReviews(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Review> last() {
    return sql.query("select rules, after_person, done from rule_review where name = :name")
        .bind("name", NAME)
        .map(
            (rs, context) ->
                new Review(
                    new ContentHash(rs.getString(1)),
                    new PersonId(rs.getLong(2)),
                    rs.getInt(3) != 0))
        .findOne();
  }

  @Override
  public void keep(Review review) {
    sql.update(
            """
            insert into rule_review (name, rules, after_person, done)
            values (:name, :rules, :after, :done)
            on conflict (name) do update set
              rules = excluded.rules, after_person = excluded.after_person, done = excluded.done
            """)
        .bind("name", NAME)
        .bind("rules", review.rules().value())
        .bind("after", review.after().value())
        .bind("done", review.done() ? 1 : 0)
        .execute();
  }
}
