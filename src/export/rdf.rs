//! RDF in the words of schema.org and the Web Annotation Vocabulary: Turtle and JSON-LD.
//!
//! Both layers and the documents. What those vocabularies have no word for stands under
//! `urn:comention:term:`; docs/exports.md lists it.

use std::io::{self, Write};

use oxjsonld::JsonLdSerializer;
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphNameRef, Literal, NamedNode, NamedNodeRef, TermRef, TripleRef};
use oxttl::TurtleSerializer;

use super::escape::iri;
use crate::graph::{DocumentRecord, Evidence, Graph, Layer, Link, Node};
use crate::model::Date;
use crate::tables::without_nul;

const SCHEMA: &str = "http://schema.org/";
const OA: &str = "http://www.w3.org/ns/oa#";
const TERM: &str = "urn:comention:term:";
const CONFORMS_TO: NamedNodeRef<'_> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/conformsTo");
const PREFIXES: [(&str, &str); 6] = [
    ("schema", SCHEMA),
    ("oa", OA),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("cm", TERM),
];

/// Fragments of plain text by line (RFC 5147) and of recordings by time (Media Fragments URI 1.0).
const BY_LINE: &str = "http://tools.ietf.org/rfc/rfc5147";
const BY_TIME: &str = "http://www.w3.org/TR/media-frags/";

/// Stands in quotes for what was left out.
const GAP: char = '…';

pub(super) fn turtle(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = TurtleSerializer::new();
    for (name, iri) in PREFIXES {
        serializer = serializer.with_prefix(name, iri).map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(out);
    Triples { put: &mut |triple| serializer.serialize_triple(triple) }.graph(graph)?;
    serializer.finish().map(|_| ())
}

pub(super) fn json_ld(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = JsonLdSerializer::new();
    for (name, iri) in PREFIXES {
        serializer = serializer.with_prefix(name, iri).map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(out);
    Triples { put: &mut |triple| serializer.serialize_quad(triple.in_graph(GraphNameRef::DefaultGraph)) }.graph(graph)?;
    serializer.finish()?.write_all(b"\n")
}

/// Where triples go, subject by subject.
struct Triples<'w> {
    put: &'w mut dyn FnMut(TripleRef<'_>) -> io::Result<()>,
}

impl Triples<'_> {
    fn graph(&mut self, graph: &Graph) -> io::Result<()> {
        graph.nodes().try_for_each(|node| self.entity(node))?;
        graph.documents().iter().try_for_each(|document| self.document(document))?;
        let window = &graph.info().window;
        Layer::ALL.into_iter().try_for_each(|layer| graph.links(layer).try_for_each(|link| self.link(layer, &link, window)))
    }

    fn entity(&mut self, node: &Node) -> io::Result<()> {
        let entity = entity(&node.id);
        let class = match node.kind.as_str() {
            "person" => "Person",
            "company" => "Organization",
            "product" => "Product",
            _ => "Thing",
        };
        self.iri(&entity, rdf::TYPE, &named(SCHEMA, class))?;
        self.text(&entity, &named(SCHEMA, "name"), &node.name)?;
        for alias in &node.aliases {
            self.text(&entity, &named(SCHEMA, "alternateName"), alias)?;
        }
        self.text(&entity, &named(SCHEMA, "identifier"), &node.id)?;
        self.text(&entity, &named(TERM, "kind"), node.kind.as_str())?;
        for (term, number) in [("mentions", node.mentions), ("turnsSpoken", node.turns_spoken), ("community", node.community.into())] {
            self.literal(&entity, &named(TERM, term), &number.into())?;
        }
        self.literal(&entity, &named(TERM, "pagerank"), &node.pagerank.into())?;
        self.dates(&entity, node.first_date, node.last_date)
    }

    fn document(&mut self, record: &DocumentRecord) -> io::Result<()> {
        let document = document(&record.path);
        // Without speakers it is something written.
        let class = if record.speakers.is_empty() { "Article" } else { "PodcastEpisode" };
        self.iri(&document, rdf::TYPE, &named(SCHEMA, class))?;
        self.text(&document, &named(SCHEMA, "name"), record.title.as_deref().unwrap_or(&record.path))?;
        self.text(&document, &named(SCHEMA, "identifier"), &record.path)?;
        if let Some(date) = record.date {
            self.literal(&document, &named(SCHEMA, "datePublished"), &day(date))?;
        }
        if let Some(url) = record.url.as_deref().and_then(|url| NamedNode::new(url).ok()) {
            self.iri(&document, named(SCHEMA, "url").as_ref(), &url)?;
        }
        for speaker in &record.speakers {
            self.iri(&document, named(SCHEMA, "contributor").as_ref(), &entity(speaker))?;
        }
        let Some(show) = &record.show else { return Ok(()) };
        let series = NamedNode::new_unchecked(format!("urn:comention:show:{}", iri(show)));
        self.iri(&document, named(SCHEMA, "isPartOf").as_ref(), &series)?;
        self.text(&series, &named(SCHEMA, "name"), show)
    }

    /// A link as plain triple, for questions, and as a thing of its own, for its weight.
    fn link(&mut self, layer: Layer, link: &Link, window: &str) -> io::Result<()> {
        let ends = [entity(link.source), entity(link.target)];
        let (class, plain, roles) = match layer {
            Layer::CoMention => ("CoMention", "coMentionedWith", ["entity", "entity"]),
            Layer::Discusses => ("Discussion", "discusses", ["speaker", "subject"]),
        };
        self.iri(&ends[0], named(TERM, plain).as_ref(), &ends[1])?;
        if !layer.is_directed() {
            self.iri(&ends[1], named(TERM, plain).as_ref(), &ends[0])?;
        }
        let whole = NamedNode::new_unchecked(format!("urn:comention:{}:{}/{}", layer.name(), iri(link.source), iri(link.target)));
        self.iri(&whole, rdf::TYPE, &named(TERM, class))?;
        for (role, end) in roles.into_iter().zip(&ends) {
            self.iri(&whole, named(TERM, role).as_ref(), end)?;
        }
        self.literal(&whole, &named(TERM, "weight"), &link.weight.into())?;
        self.literal(&whole, &named(TERM, "documents"), &link.documents.into())?;
        if let Some(edge) = link.edge {
            self.text(&whole, &named(TERM, "window"), window)?;
            self.literal(&whole, &named(TERM, "npmi"), &edge.npmi.into())?;
            self.literal(&whole, &named(TERM, "g2"), &edge.g2.into())?;
            self.literal(&whole, &named(TERM, "backbone"), &edge.backbone.into())?;
        }
        self.dates(&whole, link.first_date, link.last_date)?;
        let mentioned = if layer.is_directed() { &ends[1..] } else { &ends[..] };
        for (number, evidence) in link.evidence.iter().enumerate() {
            self.annotation(&whole, number + 1, mentioned, evidence)?;
        }
        Ok(())
    }

    /// A quote as a Web Annotation: what it backs is the body, where it stands the targets.
    fn annotation(&mut self, link: &NamedNode, number: usize, mentioned: &[NamedNode], evidence: &Evidence) -> io::Result<()> {
        let document = document(&evidence.document);
        for entity in mentioned {
            self.iri(&document, named(SCHEMA, "mentions").as_ref(), entity)?;
        }
        let part = |name: &str| NamedNode::new_unchecked(format!("{}#{number}{name}", link.as_str()));
        let annotation = part("");
        self.iri(&annotation, rdf::TYPE, &named(OA, "Annotation"))?;
        self.iri(&annotation, named(OA, "motivatedBy").as_ref(), &named(OA, "linking"))?;
        self.iri(&annotation, named(OA, "hasBody").as_ref(), link)?;
        if let Some(speaker) = &evidence.speaker {
            self.iri(&annotation, named(TERM, "speaker").as_ref(), &entity(speaker))?;
        }
        let line = part("-line");
        // RFC 5147 counts the places between lines, from 0.
        self.fragment(&annotation, &line, &document, BY_LINE, &format!("line={},{}", evidence.line.saturating_sub(1), evidence.line))?;
        if let (Some(time), Some(url)) = (evidence.time, evidence.url.as_deref().and_then(|url| NamedNode::new(url).ok())) {
            self.fragment(&annotation, &part("-time"), &url, BY_TIME, &format!("t={time}"))?;
        }
        let pieces = evidence.quote.split(" … ").map(|piece| piece.trim_matches(GAP)).filter(|piece| !piece.is_empty());
        for (index, piece) in pieces.enumerate() {
            let (target, selector) = (part(&format!("-quote{}", index + 1)), part(&format!("-exact{}", index + 1)));
            self.target(&annotation, &target, &document, &selector)?;
            self.iri(&selector, rdf::TYPE, &named(OA, "TextQuoteSelector"))?;
            self.text(&selector, &named(OA, "exact"), piece)?;
        }
        Ok(())
    }

    fn target(&mut self, annotation: &NamedNode, target: &NamedNode, source: &NamedNode, selector: &NamedNode) -> io::Result<()> {
        self.iri(annotation, named(OA, "hasTarget").as_ref(), target)?;
        self.iri(target, rdf::TYPE, &named(OA, "SpecificResource"))?;
        self.iri(target, named(OA, "hasSource").as_ref(), source)?;
        self.iri(target, named(OA, "hasSelector").as_ref(), selector)
    }

    fn fragment(&mut self, annotation: &NamedNode, target: &NamedNode, source: &NamedNode, scheme: &str, value: &str) -> io::Result<()> {
        let selector = NamedNode::new_unchecked(format!("{}-selector", target.as_str()));
        self.target(annotation, target, source, &selector)?;
        self.iri(&selector, rdf::TYPE, &named(OA, "FragmentSelector"))?;
        self.iri(&selector, CONFORMS_TO, &NamedNode::new_unchecked(scheme))?;
        self.literal(&selector, &rdf::VALUE.into_owned(), &Literal::new_simple_literal(value))
    }

    fn dates(&mut self, subject: &NamedNode, first: Option<Date>, last: Option<Date>) -> io::Result<()> {
        for (term, date) in [("firstDate", first), ("lastDate", last)] {
            if let Some(date) = date {
                self.literal(subject, &named(TERM, term), &day(date))?;
            }
        }
        Ok(())
    }

    fn iri(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: &NamedNode) -> io::Result<()> {
        (self.put)(TripleRef::new(subject, predicate, object))
    }

    fn text(&mut self, subject: &NamedNode, predicate: &NamedNode, text: &str) -> io::Result<()> {
        self.literal(subject, predicate, &Literal::new_simple_literal(without_nul(text)))
    }

    fn literal(&mut self, subject: &NamedNode, predicate: &NamedNode, literal: &Literal) -> io::Result<()> {
        (self.put)(TripleRef::new(subject, predicate, TermRef::Literal(literal.as_ref())))
    }
}

fn named(space: &str, name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{space}{name}"))
}

fn entity(id: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("urn:comention:entity:{}", iri(id)))
}

fn document(path: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("urn:comention:document:{}", iri(path)))
}

fn day(date: Date) -> Literal {
    Literal::new_typed_literal(date.to_string(), xsd::DATE)
}
