//! A picture that needs no other program.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use unicode_width::UnicodeWidthStr;

use super::escape::{shorten, xml_text};
use super::look::{FONTS, Look, Shape, look, plural};
use crate::graph::{Layer, Node, Point, View, ViewEdge, components, separate, shelve, stress_layout};
use crate::model::Kind;

/// The largest labels and circles, in pixels.
const LABEL_SIZE: std::ops::RangeInclusive<f64> = 13.0..=20.0;
const RADIUS: std::ops::RangeInclusive<f64> = 7.0..=26.0;
const LINE_WIDTH: std::ops::RangeInclusive<f64> = 1.0..=9.0;

/// Distance between neighbours before labels push them apart, in pixels.
const STEP: f64 = 125.0;
/// Pictures are read on screens: wider than high.
const ASPECT: f64 = 1.35;
const MARGIN: f64 = 36.0;
const HEADER: f64 = 74.0;
const FOOTER: f64 = 40.0;
const MIN_WIDTH: f64 = 760.0;

const LABEL_COLUMNS: usize = 26;
const PAPER: &str = "#fcfbf8";
const INK: &str = "#1d1c1a";
const MUTED: &str = "#5d5a53";
const LINE: &str = "#8b877d";
/// The ring of those who speak.
const SAID: &str = "#a4243b";
const SERIF: &str = "'Source Serif 4','Noto Serif CJK SC','Noto Serif SC','Songti SC',Charter,Georgia,serif";

/// What a viewer that prefers the dark gets instead; all others keep to the attributes.
const DARK: &str = "@media (prefers-color-scheme: dark) {
  .paper { fill: #16171a } .ink { fill: #eceae4 } .halo { stroke: #16171a } .muted { fill: #a9a69e } .line { stroke: #7d7f86 } .head { fill: #7d7f86 } .said { stroke: #e07a8c }
  .person, .company, .product, .other { stroke: #16171a } .person { fill: #56b4e9 } .company { fill: #f0b429 } .product { fill: #2cc295 }
  .other { fill: #dd93bd }
}";

/// Writes a view as a self-contained SVG document.
pub(super) fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    let drawing = Drawing::new(view);
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    drawing.write(&mut xml)?;
    xml.get_mut().write_all(b"\n")
}

/// A node with its place and size.
struct Glyph<'v> {
    node: &'v Node,
    at: Point,
    radius: f64,
    label: String,
    label_size: f64,
}

struct Drawing<'v> {
    view: &'v View<'v>,
    glyphs: Vec<Glyph<'v>>,
    width: f64,
    height: f64,
}

type Xml<'w, 'o> = &'w mut Writer<&'o mut dyn Write>;

impl<'v> Drawing<'v> {
    fn new(view: &'v View<'v>) -> Self {
        let most = view.nodes.iter().map(|node| node.mentions).max().unwrap_or(1).max(1) as f64;
        let glyph = |node: &&'v Node| {
            let share = (node.mentions as f64 / most).sqrt();
            let label = shorten(&xml_text(&node.name), LABEL_COLUMNS);
            Glyph { node, at: Point { x: 0.0, y: 0.0 }, radius: between(&RADIUS, share), label, label_size: between(&LABEL_SIZE, share) }
        };
        let mut glyphs: Vec<Glyph> = view.nodes.iter().map(glyph).collect();
        let size = place(&mut glyphs, view);
        let width = (size.x + 2.0 * MARGIN).max(MIN_WIDTH).ceil();
        for glyph in &mut glyphs {
            glyph.at = Point { x: glyph.at.x + (width - size.x) / 2.0, y: glyph.at.y + HEADER + MARGIN };
        }
        Drawing { view, glyphs, width, height: (HEADER + size.y + 2.0 * MARGIN + FOOTER).ceil() }
    }

    fn write(&self, xml: Xml) -> io::Result<()> {
        let (width, height) = (format!("{}", self.width), format!("{}", self.height));
        let view_box = format!("0 0 {width} {height}");
        xml.create_element("svg")
            .with_attributes([
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("width", width.as_str()),
                ("height", height.as_str()),
                ("viewBox", view_box.as_str()),
                ("role", "img"),
                ("aria-labelledby", "title caption"),
                ("font-family", FONTS),
            ])
            .write_inner_content(|xml| {
                xml.create_element("style").write_text_content(BytesText::new(DARK))?;
                let paper = [("class", "paper"), ("width", "100%"), ("height", "100%"), ("fill", PAPER)];
                xml.create_element("rect").with_attributes(paper).write_empty()?;
                self.header(xml)?;
                self.lines(xml)?;
                for glyph in &self.glyphs {
                    glyph.write(xml)?;
                }
                self.caption(xml)
            })?;
        Ok(())
    }

    fn header(&self, xml: Xml) -> io::Result<()> {
        let title = match self.view.graph.documents() {
            [only] => only.title.clone().unwrap_or_else(|| only.path.clone()),
            documents => format!("Mentioned together in {} documents", documents.len()),
        };
        let columns = ((self.width - 2.0 * MARGIN) / 11.5) as usize;
        let attributes = [
            ("id", "title"),
            ("x", "36"),
            ("y", "38"),
            ("class", "ink"),
            ("font-family", SERIF),
            ("font-size", "22"),
            ("font-weight", "600"),
            ("fill", INK),
        ];
        text(xml, &attributes, &shorten(&xml_text(&title), columns))?;
        self.legend(xml)
    }

    /// The kinds that occur, each with its shape and hue, and what a line means.
    fn legend(&self, xml: Xml) -> io::Result<()> {
        let mut kinds: Vec<&Kind> = self.view.nodes.iter().map(|node| &node.kind).collect();
        kinds.sort();
        kinds.dedup();
        let mut x = MARGIN + 7.0;
        let y = 62.0;
        for kind in kinds {
            symbol(xml, kind, Point { x, y: y - 5.0 }, 7.0)?;
            let name = plural(kind);
            label(xml, x + 14.0, y, &xml_text(&name))?;
            x += 14.0 + text_width(&name, 13.0) + 24.0;
        }
        if let Some(speaker) = self.view.nodes.iter().find(|node| node.speaker) {
            symbol(xml, &speaker.kind, Point { x, y: y - 5.0 }, 4.5)?;
            ring(xml, &speaker.kind, Point { x, y: y - 5.0 }, 4.5)?;
            label(xml, x + 14.0, y, "speaks")?;
            x += 14.0 + text_width("speaks", 13.0) + 24.0;
        }
        let (from, to, middle) = (format!("{:.1}", x - 6.0), format!("{:.1}", x + 20.0), format!("{:.1}", y - 5.0));
        xml.create_element("line")
            .with_attributes([
                ("x1", from.as_str()),
                ("x2", &to),
                ("y1", &middle),
                ("y2", &middle),
                ("class", "line"),
                ("stroke", LINE),
                ("stroke-width", "4"),
            ])
            .write_empty()?;
        label(xml, x + 28.0, y, &self.meaning())
    }

    /// What a line means.
    fn meaning(&self) -> String {
        match self.view.layer {
            Layer::CoMention => format!("mentioned in the same {}; thicker is more often", self.view.graph.info().window),
            Layer::Discusses => "who speaks discusses what the arrow points at; thicker is more often".to_owned(),
        }
    }

    fn lines(&self, xml: Xml) -> io::Result<()> {
        let heaviest = self.view.edges.iter().map(|edge| edge.edge.weight).max().unwrap_or(1) as f64;
        // Light lines first, so that heavy ones lie on top.
        let mut edges: Vec<&ViewEdge> = self.view.edges.iter().collect();
        edges.sort_by_key(|edge| (edge.edge.weight, edge.source, edge.target));
        xml.create_element("g")
            .with_attributes([("class", "line"), ("stroke", LINE), ("stroke-linecap", "round"), ("stroke-opacity", "0.6")])
            .write_inner_content(|xml| {
                for edge in edges {
                    let (a, b) = (&self.glyphs[edge.source], &self.glyphs[edge.target]);
                    let width = format!("{:.2}", between(&LINE_WIDTH, (edge.edge.weight as f64 / heaviest).powf(0.8)));
                    let ends = [a.at.x, a.at.y, b.at.x, b.at.y].map(|value| format!("{value:.1}"));
                    let counts = [(edge.edge.weight, self.view.graph.info().window.as_str()), (edge.edge.documents, "document")];
                    let [windows, documents] = counts.map(|(count, of)| counted(count, of));
                    let tip = format!("{} – {}: {windows} in {documents}", a.node.name, b.node.name);
                    xml.create_element("line")
                        .with_attributes([
                            ("x1", ends[0].as_str()),
                            ("y1", &ends[1]),
                            ("x2", &ends[2]),
                            ("y2", &ends[3]),
                            ("stroke-width", &width),
                        ])
                        .write_inner_content(|xml| title(xml, &tip))?;
                    if self.view.layer == Layer::Discusses {
                        arrow(xml, a, b)?;
                    }
                }
                Ok(())
            })?;
        Ok(())
    }

    fn caption(&self, xml: Xml) -> io::Result<()> {
        let caption = format!("comention: {}", self.view.caption());
        let y = format!("{:.1}", self.height - 22.0);
        text(xml, &[("id", "caption"), ("class", "muted"), ("x", "36"), ("y", &y), ("font-size", "12.5"), ("fill", MUTED)], &caption)
    }
}

/// Places the glyphs from the upper left corner on; returns the size of the whole.
///
/// Each connected part is laid out by itself; the parts then stand in rows.
fn place(glyphs: &mut [Glyph], view: &View) -> Point {
    let edges: Vec<(usize, usize)> = view.edges.iter().map(|edge| (edge.source, edge.target)).collect();
    let parts = components(glyphs.len(), &edges);
    let mut sizes = Vec::with_capacity(parts.len());
    for part in &parts {
        let rank = |node: usize| part.binary_search(&node).ok();
        let inner: Vec<(usize, usize)> = edges.iter().filter_map(|&(a, b)| Some((rank(a)?, rank(b)?))).collect();
        let map: Vec<Point> = part.iter().map(|&node| Point { x: glyphs[node].node.x / ASPECT, y: glyphs[node].node.y }).collect();
        let mut points = stress_layout(&inner, &map);
        points.iter_mut().for_each(|point| *point = Point { x: point.x * STEP * ASPECT, y: point.y * STEP });
        let boxes: Vec<Point> = part.iter().map(|&node| glyphs[node].size()).collect();
        separate(&mut points, &boxes);
        let extreme = |of: &dyn Fn(usize) -> f64| (0..part.len()).map(of).fold(f64::NEG_INFINITY, f64::max);
        let left = -extreme(&|i| boxes[i].x / 2.0 - points[i].x);
        let top = -extreme(&|i| glyphs[part[i]].radius - points[i].y);
        let right = extreme(&|i| points[i].x + boxes[i].x / 2.0);
        let bottom = extreme(&|i| points[i].y + boxes[i].y - glyphs[part[i]].radius);
        for (&node, point) in part.iter().zip(&points) {
            glyphs[node].at = Point { x: point.x - left, y: point.y - top };
        }
        sizes.push(Point { x: right - left, y: bottom - top });
    }
    let corners = shelve(&sizes, ASPECT, STEP / 2.0);
    let mut whole = Point { x: 0.0, y: 0.0 };
    for ((part, corner), size) in parts.iter().zip(&corners).zip(&sizes) {
        for &node in part {
            glyphs[node].at = Point { x: glyphs[node].at.x + corner.x, y: glyphs[node].at.y + corner.y };
        }
        whole = Point { x: whole.x.max(corner.x + size.x), y: whole.y.max(corner.y + size.y) };
    }
    whole
}

impl Glyph<'_> {
    /// The box that the shape and the label under it need.
    fn size(&self) -> Point {
        Point {
            x: (text_width(&self.label, self.label_size) + 10.0).max(2.0 * self.radius + 10.0),
            y: 2.0 * self.radius + self.label_size * 1.25 + 14.0,
        }
    }

    fn write(&self, xml: Xml) -> io::Result<()> {
        let node = self.node;
        xml.create_element("g").write_inner_content(|xml| {
            title(
                xml,
                &format!("{} ({}): {} in {}", node.name, node.kind, counted(node.mentions, "mention"), counted(node.documents, "document")),
            )?;
            symbol(xml, &node.kind, self.at, self.radius)?;
            if node.speaker {
                ring(xml, &node.kind, self.at, self.radius)?;
            }
            let ring = if node.speaker { 3.0 } else { 0.0 };
            let (x, y) = (format!("{:.1}", self.at.x), format!("{:.1}", self.at.y + self.radius + ring + self.label_size * 1.05));
            let size = format!("{:.1}", self.label_size);
            let attributes = [
                ("x", x.as_str()),
                ("y", &y),
                ("font-size", &size),
                ("text-anchor", "middle"),
                ("class", "ink halo"),
                ("fill", INK),
                ("stroke", PAPER),
                ("stroke-width", "4"),
                ("stroke-linejoin", "round"),
                ("paint-order", "stroke"),
            ];
            text(xml, &attributes, &self.label)
        })?;
        Ok(())
    }
}

/// The head of a line, where it meets the symbol at its end.
fn arrow(xml: Xml, from: &Glyph, to: &Glyph) -> io::Result<()> {
    let (dx, dy) = (to.at.x - from.at.x, to.at.y - from.at.y);
    let length = dx.hypot(dy);
    if length < from.radius + to.radius + 12.0 {
        return Ok(());
    }
    let (dx, dy) = (dx / length, dy / length);
    let at = |back: f64, aside: f64| {
        let distance = to.radius + 5.0 + back;
        format!("{:.1},{:.1}", to.at.x - dx * distance - dy * aside, to.at.y - dy * distance + dx * aside)
    };
    let points = [at(0.0, 0.0), at(11.0, 5.0), at(11.0, -5.0)].join(" ");
    xml.create_element("polygon")
        .with_attributes([("class", "head"), ("points", points.as_str()), ("fill", LINE), ("stroke", "none")])
        .write_empty()?;
    Ok(())
}

/// The symbol of a kind.
fn symbol(xml: Xml, kind: &Kind, at: Point, radius: f64) -> io::Result<()> {
    let Look { fill, shape, class, .. } = look(kind);
    outline(xml, shape, &[("class", class), ("fill", fill), ("stroke", PAPER), ("stroke-width", "1.5")], at, radius)
}

/// The ring around the symbol of somebody who speaks.
fn ring(xml: Xml, kind: &Kind, at: Point, radius: f64) -> io::Result<()> {
    outline(xml, look(kind).shape, &[("class", "said"), ("fill", "none"), ("stroke", SAID), ("stroke-width", "1.6")], at, radius + 3.5)
}

fn outline(xml: Xml, shape: Shape, look: &[(&str, &str)], at: Point, radius: f64) -> io::Result<()> {
    let Point { x, y } = at;
    let number = |value: f64| format!("{value:.1}");
    let outline = || look.iter().copied();
    match shape {
        Shape::Circle => {
            let place = [("cx", number(x)), ("cy", number(y)), ("r", number(radius))];
            xml.create_element("circle")
                .with_attributes(place.iter().map(|(key, value)| (*key, value.as_str())))
                .with_attributes(outline())
                .write_empty()?;
        }
        Shape::Square => {
            let half = radius * 0.9;
            let place = [
                ("x", number(x - half)),
                ("y", number(y - half)),
                ("width", number(2.0 * half)),
                ("height", number(2.0 * half)),
                ("rx", number(half * 0.25)),
            ];
            xml.create_element("rect")
                .with_attributes(place.iter().map(|(key, value)| (*key, value.as_str())))
                .with_attributes(outline())
                .write_empty()?;
        }
        Shape::Diamond | Shape::Hexagon => {
            let (corners, reach) = if shape == Shape::Diamond { (4, radius * 1.2) } else { (6, radius) };
            let corner = |i: usize| {
                let (dy, dx) = (i as f64 * std::f64::consts::TAU / corners as f64).sin_cos();
                format!("{:.1},{:.1}", x + reach * dx, y + reach * dy)
            };
            let points: Vec<String> = (0..corners).map(corner).collect();
            xml.create_element("polygon").with_attribute(("points", points.join(" ").as_str())).with_attributes(outline()).write_empty()?;
        }
    }
    Ok(())
}

fn label(xml: Xml, x: f64, y: f64, content: &str) -> io::Result<()> {
    let (x, y) = (format!("{x:.1}"), format!("{y:.1}"));
    text(xml, &[("class", "muted"), ("x", &x), ("y", &y), ("font-size", "13"), ("fill", MUTED)], content)
}

fn text(xml: Xml, attributes: &[(&str, &str)], content: &str) -> io::Result<()> {
    xml.create_element("text").with_attributes(attributes.iter().copied()).write_text_content(BytesText::new(content))?;
    Ok(())
}

/// What a browser shows on hovering.
fn title(xml: Xml, content: &str) -> io::Result<()> {
    xml.create_element("title").write_text_content(BytesText::new(&xml_text(content)))?;
    Ok(())
}

fn between(range: &std::ops::RangeInclusive<f64>, share: f64) -> f64 {
    range.start() + (range.end() - range.start()) * share
}

fn counted(count: u64, of: &str) -> String {
    format!("{count} {of}{}", if count == 1 { "" } else { "s" })
}

/// Width of a text in pixels, near enough to keep labels apart: fonts differ.
fn text_width(text: &str, size: f64) -> f64 {
    text.width() as f64 * size * 0.56
}
