CREATE INDEX entities_by_name ON entities (name);
CREATE INDEX aliases_by_alias ON aliases (alias);
CREATE INDEX documents_by_date ON documents (date);
CREATE INDEX document_speakers_by_speaker ON document_speakers (speaker);
CREATE INDEX co_mentions_by_target ON co_mentions (target);
CREATE INDEX co_mentions_by_weight ON co_mentions (weight);
CREATE INDEX discusses_by_entity ON discusses (entity);
CREATE INDEX evidence_by_ends ON evidence (source, target);
CREATE INDEX evidence_by_target ON evidence (target);
CREATE INDEX evidence_by_document ON evidence (document);
CREATE INDEX mentions_by_entity ON mentions (entity);
CREATE INDEX mentions_by_turn ON mentions (document, turn);

-- Every name an entity goes by.
CREATE VIEW names AS
SELECT id AS entity, name FROM entities
UNION SELECT entity, alias FROM aliases;

-- Pairs with their names, once each.
CREATE VIEW pairs AS
SELECT a.name AS name_a, a.kind AS kind_a, b.name AS name_b, b.kind AS kind_b, pair.*
FROM co_mentions AS pair JOIN entities AS a ON a.id = pair.source JOIN entities AS b ON b.id = pair.target;

-- Pairs from either end.
CREATE VIEW neighbours AS
SELECT source AS entity, target AS other, weight, documents, npmi, g2, association, jaccard, backbone, first_date, last_date FROM co_mentions
UNION ALL
SELECT target, source, weight, documents, npmi, g2, association, jaccard, backbone, first_date, last_date FROM co_mentions;

-- Who discusses what, with names.
CREATE VIEW discussions AS
SELECT s.name AS speaker_name, e.name AS entity_name, e.kind AS entity_kind, d.*
FROM discusses AS d JOIN entities AS s ON s.id = d.speaker JOIN entities AS e ON e.id = d.entity;

-- Quotes with the names of those they are about and the document they are from.
CREATE VIEW quotes AS
SELECT q.layer, a.name AS source_name, b.name AS target_name, s.name AS speaker_name, q.quote, d.title, d.date, q.line, q.time, q.url,
    q.source, q.target, q.speaker, q.document, q.position
FROM evidence AS q
JOIN entities AS a ON a.id = q.source
JOIN entities AS b ON b.id = q.target
LEFT JOIN entities AS s ON s.id = q.speaker
LEFT JOIN documents AS d ON d.path = q.document;

-- Mentions that count, with names, and the document's title and date.
CREATE VIEW places AS
SELECT e.name, e.kind, m.surface, s.name AS speaker_name, d.title, d.date, m.turn, m.line, m.column_number, m.time, m.entity, m.speaker, m.document
FROM mentions AS m
JOIN entities AS e ON e.id = m.entity
LEFT JOIN entities AS s ON s.id = m.speaker
LEFT JOIN documents AS d ON d.path = m.document
WHERE NOT m.translation;
