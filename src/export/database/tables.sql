-- How this database came to be: program, window, dictionary.
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE entities (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL,
    mentions INTEGER NOT NULL, turns INTEGER NOT NULL, windows INTEGER NOT NULL, documents INTEGER NOT NULL,
    first_date TEXT, last_date TEXT,
    speaker INTEGER NOT NULL, turns_spoken INTEGER NOT NULL, degree INTEGER NOT NULL, strength INTEGER NOT NULL,
    pagerank REAL NOT NULL, betweenness REAL NOT NULL, community INTEGER NOT NULL, x REAL NOT NULL, y REAL NOT NULL
) WITHOUT ROWID;

CREATE TABLE aliases (
    entity TEXT NOT NULL REFERENCES entities, alias TEXT NOT NULL,
    PRIMARY KEY (entity, alias)
) WITHOUT ROWID;

CREATE TABLE documents (
    path TEXT PRIMARY KEY, title TEXT, date TEXT, show TEXT, url TEXT,
    turns INTEGER NOT NULL, windows INTEGER NOT NULL, mentions INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE document_speakers (
    speaker TEXT NOT NULL REFERENCES entities, document TEXT NOT NULL REFERENCES documents,
    PRIMARY KEY (document, speaker)
) WITHOUT ROWID;

-- Pairs of entities that share windows; source comes before target in order of id.
CREATE TABLE co_mentions (
    source TEXT NOT NULL REFERENCES entities, target TEXT NOT NULL REFERENCES entities,
    weight INTEGER NOT NULL, documents INTEGER NOT NULL,
    npmi REAL NOT NULL, g2 REAL NOT NULL, association REAL NOT NULL, jaccard REAL NOT NULL, backbone INTEGER NOT NULL,
    first_date TEXT, last_date TEXT,
    PRIMARY KEY (source, target)
) WITHOUT ROWID;

-- Who talks about what, in how many of their turns.
CREATE TABLE discusses (
    speaker TEXT NOT NULL REFERENCES entities, entity TEXT NOT NULL REFERENCES entities,
    turns INTEGER NOT NULL, documents INTEGER NOT NULL, first_date TEXT, last_date TEXT,
    PRIMARY KEY (speaker, entity)
) WITHOUT ROWID;

-- Quotes: layer says whether source and target are a pair of co_mentions (co-mention) or of discusses.
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY, layer TEXT NOT NULL,
    source TEXT NOT NULL REFERENCES entities, target TEXT NOT NULL REFERENCES entities, position INTEGER NOT NULL,
    quote TEXT NOT NULL, document TEXT NOT NULL REFERENCES documents, speaker TEXT REFERENCES entities,
    section TEXT, line INTEGER NOT NULL, time REAL, url TEXT
);

CREATE TABLE mentions (
    id INTEGER PRIMARY KEY, surface TEXT NOT NULL, entity TEXT NOT NULL REFERENCES entities,
    document TEXT NOT NULL REFERENCES documents, speaker TEXT REFERENCES entities,
    alias TEXT NOT NULL, rule TEXT NOT NULL, turn INTEGER NOT NULL, section TEXT, line INTEGER NOT NULL, column_number INTEGER NOT NULL,
    start_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL, time REAL, translation INTEGER NOT NULL
);

-- Turns that mention something; line and time are those of the first mention.
CREATE TABLE turns (
    document TEXT NOT NULL REFERENCES documents, number INTEGER NOT NULL, speaker TEXT REFERENCES entities,
    section TEXT, line INTEGER NOT NULL, time REAL, translation INTEGER NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE turn_speakers (
    document TEXT NOT NULL, turn INTEGER NOT NULL, speaker TEXT NOT NULL REFERENCES entities,
    PRIMARY KEY (document, turn, speaker)
) WITHOUT ROWID;
