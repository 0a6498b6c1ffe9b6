//! How kinds look in pictures: hue and shape, so that neither alone has to tell.

use crate::model::Kind;

/// Fonts that hold Chinese and Latin, on the systems people use.
pub(super) const FONTS: &str = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Hiragino Sans GB','Microsoft YaHei','Source Han Sans SC','WenQuanYi Micro Hei',system-ui,'Helvetica Neue',Arial,sans-serif";

/// The outline of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Circle,
    Square,
    Diamond,
    Hexagon,
}

/// How the nodes of a kind are drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// A colour of the Okabe–Ito palette (2008), which people of any colour vision tell apart.
    pub fill: &'static str,
    /// The colour of text upon it: black on orange, white on the darker hues.
    pub text: &'static str,
    pub shape: Shape,
    /// What styles call it.
    pub class: &'static str,
}

/// The looks of the kinds with one of their own, and the one that stands for all others.
pub(super) fn looks() -> [Look; 4] {
    [Kind::PERSON, Kind::COMPANY, Kind::PRODUCT, Kind::new("")].map(|kind| look(&kind))
}

/// The look of a kind; kinds that dictionaries bring share one.
pub(super) fn look(kind: &Kind) -> Look {
    match kind.as_str() {
        "person" => Look { fill: "#0072b2", text: "#ffffff", shape: Shape::Circle, class: "person" },
        "company" => Look { fill: "#e69f00", text: "#000000", shape: Shape::Square, class: "company" },
        "product" => Look { fill: "#009e73", text: "#ffffff", shape: Shape::Diamond, class: "product" },
        _ => Look { fill: "#cc79a7", text: "#ffffff", shape: Shape::Hexagon, class: "other" },
    }
}

/// The plural by which a legend names a kind.
pub(super) fn plural(kind: &Kind) -> String {
    match kind.as_str() {
        "person" => "people".to_owned(),
        "company" => "companies".to_owned(),
        other => format!("{other}s"),
    }
}
