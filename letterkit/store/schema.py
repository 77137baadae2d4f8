"""The tables of the store, and how an older file becomes one of today."""

MIGRATIONS: tuple[str, ...] = (
    # `data` comes last: a list of cases need not read past it.
    """
    CREATE TABLE cases (
      id TEXT NOT NULL UNIQUE,
      revision INTEGER NOT NULL,
      created INTEGER NOT NULL,
      changed INTEGER NOT NULL,
      is_archived INTEGER NOT NULL DEFAULT 0,
      deleted INTEGER,
      summary TEXT NOT NULL,
      data TEXT NOT NULL
    );
    CREATE TABLE copied (
      case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
      at INTEGER NOT NULL,
      letter TEXT NOT NULL,
      field TEXT NOT NULL,
      way TEXT NOT NULL,
      sent_on TEXT,
      text TEXT NOT NULL
    );
    CREATE INDEX copied_of_case ON copied (case_id);
    CREATE TABLE open_cases (
      window TEXT PRIMARY KEY,
      case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE
    );
    """,
)
"""The script at index n makes version n + 1 out of version n. Moments are microseconds since 1970,
UTC; days are ISO text. A script that was released is never changed."""
