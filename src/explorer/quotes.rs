//! The quotes that the page holds: as many of the best as its size allows.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::data::{Selection, web_address};
use crate::graph::Evidence;

/// What the page reads when somebody wants to read.
#[derive(Serialize)]
pub(super) struct Quotes<'g> {
    sections: Vec<&'g str>,
    quotes: Vec<Row<'g>>,
    /// For each edge of the page its quotes, best first.
    edges: Vec<Vec<u32>>,
    /// The same for each line from a speaker.
    discusses: Vec<Vec<u32>>,
}

/// document, section, line, speaker, seconds, text, address or what follows the document's
#[derive(Serialize)]
struct Row<'g>(Option<u32>, Option<u32>, u32, Option<Who<'g>>, Option<f64>, &'g str, Option<&'g str>);

/// A speaker: a node of the page by number, any other by name.
#[derive(Serialize)]
#[serde(untagged)]
enum Who<'g> {
    Node(usize),
    Name(&'g str),
}

impl<'g> Quotes<'g> {
    /// Takes the best quote of every line, from the strongest line on, then the second best, and
    /// so on, until `budget` bytes are full. A sentence that backs several lines is kept once.
    pub fn new(selection: &Selection<'g>, budget: usize) -> Self {
        let mut taking = Taking::new(selection);
        let edges = selection.edges.iter().enumerate().map(|(place, edge)| (edge.weight, false, place, &edge.evidence));
        let discusses = selection.discusses.iter().enumerate().map(|(place, link)| (link.weight, true, place, &link.evidence));
        let mut lines: Vec<(u64, bool, usize, &Vec<Evidence>)> = edges.chain(discusses).collect();
        lines.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut used = 0;
        let mut round = 0;
        'full: loop {
            let mut any = false;
            for &(_, directed, place, evidence) in &lines {
                let Some(evidence) = evidence.get(round) else { continue };
                any = true;
                let (number, size) = taking.take(evidence);
                used += size;
                if used > budget {
                    break 'full;
                }
                let of_line = if directed { &mut taking.quotes.discusses[place] } else { &mut taking.quotes.edges[place] };
                of_line.push(number);
            }
            if !any {
                break;
            }
            round += 1;
        }
        taking.quotes
    }

    /// How many pieces of evidence the lines of the page have.
    pub fn kept(&self) -> usize {
        self.edges.iter().chain(&self.discusses).map(Vec::len).sum()
    }
}

struct Taking<'s, 'g> {
    selection: &'s Selection<'g>,
    quotes: Quotes<'g>,
    documents: FxHashMap<&'g str, u32>,
    sections: FxHashMap<&'g str, u32>,
    known: FxHashMap<(&'g str, u32, &'g str), u32>,
}

impl<'s, 'g> Taking<'s, 'g> {
    fn new(selection: &'s Selection<'g>) -> Self {
        let documents = selection.graph.documents().iter().enumerate().map(|(place, document)| (document.path.as_str(), place as u32));
        Taking {
            selection,
            quotes: Quotes {
                sections: Vec::new(),
                quotes: Vec::new(),
                edges: vec![Vec::new(); selection.edges.len()],
                discusses: vec![Vec::new(); selection.discusses.len()],
            },
            documents: documents.collect(),
            sections: FxHashMap::default(),
            known: FxHashMap::default(),
        }
    }

    /// Number of a quote, and how many bytes it adds.
    fn take(&mut self, evidence: &'g Evidence) -> (u32, usize) {
        let key = (&*evidence.document, evidence.line, &*evidence.quote);
        if let Some(&number) = self.known.get(&key) {
            return (number, 0);
        }
        let number = self.quotes.quotes.len() as u32;
        self.known.insert(key, number);
        let section = evidence.section.as_deref().map(|title| {
            *self.sections.entry(title).or_insert_with(|| {
                self.quotes.sections.push(title);
                self.quotes.sections.len() as u32 - 1
            })
        });
        let document = self.documents.get(&*evidence.document).copied();
        let speaker = evidence.speaker.as_deref().map(|id| match self.selection.place(id) {
            Some(place) => Who::Node(place),
            None => Who::Name(self.selection.graph.node(id).map_or(id, |node| &node.name)),
        });
        let address = self.address(evidence, document);
        self.quotes.quotes.push(Row(document, section, evidence.line, speaker, evidence.time, &evidence.quote, address));
        (number, evidence.quote.len() + address.map_or(0, str::len))
    }

    /// The address of the place quoted; where it goes on from the document's, what follows.
    fn address(&self, evidence: &'g Evidence, document: Option<u32>) -> Option<&'g str> {
        let address = web_address(evidence.url.as_deref())?;
        let of_document = document.and_then(|place| web_address(self.selection.graph.documents()[place as usize].url.as_deref()));
        match of_document.and_then(|base| address.strip_prefix(base)) {
            Some("") => None,
            Some(rest) if !rest.starts_with("http") => Some(rest),
            _ => Some(address),
        }
    }
}
