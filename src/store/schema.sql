-- What a build leaves behind. The tables whose names end in `_` are the program's own; the views
-- are for everyone, and their ids are text. Spans are bytes of the document's text, half-open;
-- lines count from 1.

CREATE TABLE build_ (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The files that were read, as they were then: in the order in which they were found, with their
-- size and the nanoseconds at which their content and anything of them last changed.
CREATE TABLE input_ (
    key INTEGER PRIMARY KEY,
    place INTEGER NOT NULL,
    file TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    changed INTEGER NOT NULL
);

-- What could not be read, or is odd in what could.
CREATE TABLE fault_ (
    input INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    fault TEXT NOT NULL
);

-- Documents stand in the order of their places, which is that of their inputs and, inside one, of
-- their ordinals. The numbers of their passages and mentions begin with 2^28 times
-- their key.
CREATE TABLE document_ (
    key INTEGER PRIMARY KEY,
    input INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    place INTEGER NOT NULL,
    id TEXT NOT NULL,
    origin TEXT NOT NULL,
    title TEXT,
    date TEXT,
    metadata TEXT NOT NULL,
    paragraphs INTEGER NOT NULL,
    windows INTEGER NOT NULL
);

CREATE TABLE section_ (
    document INTEGER NOT NULL,
    section INTEGER NOT NULL,
    heading TEXT,
    time TEXT,
    zone TEXT,
    byline TEXT,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (document, section)
) WITHOUT ROWID;

-- A sentence that holds a mention or a candidate, clipped to 400 characters around them.
CREATE TABLE passage_ (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,
    section INTEGER NOT NULL,
    line INTEGER NOT NULL,
    start INTEGER NOT NULL,
    text TEXT NOT NULL
);

CREATE TABLE entity_ (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    mentions INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    windows INTEGER NOT NULL,
    attributes TEXT NOT NULL,
    first TEXT,
    last TEXT
);

CREATE TABLE alias_ (entity INTEGER NOT NULL, alias TEXT NOT NULL);

-- A mention in boilerplate (a byline, a credit) has no window of its own; one in a paragraph that
-- stood in the corpus before has one that is not counted. The signature tells its paragraph.
CREATE TABLE mention_ (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,
    window INTEGER,
    own_window INTEGER,
    sentence INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    section INTEGER NOT NULL,
    signature INTEGER,
    passage INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    surface TEXT NOT NULL,
    how TEXT NOT NULL,
    candidates TEXT
);

-- A name that the gazetteer lacks, found by the words in it and beside it. The name is the full one
-- that it stands for in its document; the surface is null where it stands so. Of the type other are
-- runs of capitals that nothing in their document decides: the same name may be clear in another.
-- The strength is in hundredths, so that sums do not depend on their order.
CREATE TABLE candidate_ (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,
    window INTEGER,
    sentence INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    section INTEGER NOT NULL,
    signature INTEGER,
    passage INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    surface TEXT,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    cue TEXT NOT NULL,
    strength INTEGER NOT NULL
);

-- A listed name that is no mention where it stands, with the ids of what it is listed for and the
-- rule that said so; the detail is what the rule names, as the longer name.
CREATE TABLE dropped_ (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,
    line INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    surface TEXT NOT NULL,
    entities TEXT NOT NULL,
    why TEXT NOT NULL,
    detail TEXT
);

-- The id of a is less than that of b.
CREATE TABLE edge_ (
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    weight INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    paragraphs INTEGER NOT NULL,
    sections INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    paragraph_documents INTEGER NOT NULL,
    sentence_documents INTEGER NOT NULL,
    first TEXT,
    last TEXT,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;

-- How the entities stand in the graph of all but those of the type other; empty where nobody asked.
CREATE TABLE standing_ (
    entity INTEGER PRIMARY KEY,
    pagerank REAL NOT NULL,
    betweenness REAL NOT NULL,
    closeness REAL NOT NULL,
    core INTEGER NOT NULL,
    community INTEGER
);

CREATE TABLE community_ (key INTEGER PRIMARY KEY, name TEXT NOT NULL, members INTEGER NOT NULL);

CREATE VIEW build AS SELECT key, value FROM build_;

CREATE VIEW skipped AS SELECT fault FROM fault_ WHERE skipped;

CREATE VIEW document AS
SELECT id, origin, title, date, metadata, paragraphs, windows FROM document_;

-- Times are UTC where they end in Z, and begin with -- where the year is not known.
CREATE VIEW section AS
SELECT d.id AS document, s.section, s.heading, s.time, s.zone, s.byline, s.start, s."end"
FROM section_ s JOIN document_ d ON d.key = s.document;

CREATE VIEW entity AS
SELECT id, name, type, mentions, documents, windows, first, last, attributes FROM entity_;

CREATE VIEW standing AS
SELECT e.id AS entity, s.pagerank, s.betweenness, s.closeness, s.core, s.community + 1 AS community
FROM standing_ s JOIN entity_ e ON e.key = s.entity;

-- Numbered from 1, the largest first, and named by their strongest members.
CREATE VIEW community AS SELECT key + 1 AS community, name, members FROM community_;

CREATE VIEW alias AS
SELECT e.id AS entity, a.alias FROM alias_ a JOIN entity_ e ON e.key = a.entity;

CREATE VIEW mention AS
SELECT d.id AS document, p.section, p.line, m.window, m.start, m."end", m.surface,
       e.id AS entity, e.type,
       m.how || iif(m.window IS m.own_window, '', '/repeat') AS how, m.candidates, p.text AS passage
FROM mention_ m
JOIN document_ d ON d.key = m.document
JOIN entity_ e ON e.key = m.entity
JOIN passage_ p ON p.key = m.passage;

CREATE VIEW edge AS
SELECT a.id AS source, b.id AS target, w.weight, w.sentences, w.paragraphs, w.sections, w.documents,
       w.paragraph_documents, w.sentence_documents, w.first, w.last
FROM edge_ w JOIN entity_ a ON a.key = w.a JOIN entity_ b ON b.key = w.b;

-- A row for each passage of each window that an edge rests on.
CREATE VIEW edge_evidence AS
SELECT DISTINCT x.id AS source, y.id AS target, d.id AS document, ma.window, p.section, p.line,
       p.text AS passage
FROM mention_ ma
JOIN mention_ mb ON mb.document = ma.document AND mb.window = ma.window
JOIN entity_ x ON x.key = ma.entity
JOIN entity_ y ON y.key = mb.entity AND y.id > x.id
JOIN document_ d ON d.key = ma.document
JOIN passage_ p ON p.key IN (ma.passage, mb.passage);

-- Names that the gazetteer lacks: no entities, but what might be ones. The strength of a place tells
-- how clear the words are, from 0.1 to 2; that of a name is the mean of its places'.
CREATE VIEW candidate AS
SELECT name, type, count(*) AS mentions, count(DISTINCT document) AS documents,
       round(avg(strength) / 100.0, 2) AS strength
FROM candidate_ GROUP BY name, type;

CREATE VIEW candidate_mention AS
SELECT d.id AS document, p.section, p.line, c.window, c.start, c."end",
       ifnull(c.surface, c.name) AS surface, c.name, c.type, c.cue, c.strength / 100.0 AS strength,
       p.text AS passage
FROM candidate_ c
JOIN document_ d ON d.key = c.document
JOIN passage_ p ON p.key = c.passage;

CREATE VIEW dropped AS
SELECT d.id AS document, x.line, x.start, x."end", x.surface, x.entities, x.why, x.detail
FROM dropped_ x JOIN document_ d ON d.key = x.document;
