//! Dictionaries of any size from a seed: invented people, companies and products with English and Chinese names.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use super::random::Random;

/// An invented entity.
pub struct Named {
    pub id: String,
    pub kind: Kind,
    /// Surface forms, the name first.
    pub aliases: Vec<String>,
    /// A common word that means it where there is evidence.
    pub word: Option<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Person,
    Company,
    Product,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Person, Kind::Company, Kind::Product];

    pub fn name(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Company => "company",
            Kind::Product => "product",
        }
    }
}

const ONSETS: &[&str] = &[
    "b", "br", "c", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pr", "qu", "r", "s", "st", "str", "t", "th",
    "tr", "v", "w", "z",
];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "a", "e", "i", "o", "ai", "ea", "ia", "ou"];
const CODAS: &[&str] = &["", "", "", "", "", "", "l", "m", "n", "nd", "r", "rt", "s", "ck", "x", "ng"];
const FIRMS: &[&str] = &["Labs", "Systems", "Energy", "Capital", "AI", "Robotics", "Group", "Bio", "Software", "Motors"];
const WORDS: &[&str] = &["Column", "Current", "Notion", "Cursor", "Mode", "Signal", "Slate", "Bolt", "Harbor", "Linear", "Ramp", "Stripe"];
const SURNAMES: &str =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金";
const GIVEN: &str =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春梅建文辉力宁波斌鹏飞燕玲红云峰晨曦阳博宇轩浩然子涵雨欣怡佳琪思源若溪嘉懿";
const SOUNDS: &str = "阿埃安奥巴贝比伯博布达德迪杜菲弗戈格哈赫霍基卡凯科克拉莱兰雷里林罗马迈曼梅米莫姆内尼诺帕佩皮普奇乔萨塞沙史斯塔特托瓦维沃西希亚扬尤约泽";
const BRANDS: &str = "云星海风光智元龙天北南东极石月山禾微深蓝青银万千合联新创能图景腾信达辰启航睿恒凌川锐";
const BRANCHES: &[&str] = &["科技", "能源", "资本", "智能", "集团", "生物", "机器人", "汽车", "软件", "半导体"];

/// Entities with so many aliases in all; fewer are the first of more.
pub fn names(aliases: usize, seed: u64) -> Vec<Named> {
    let mut maker = Maker { random: Random::new(seed), taken: HashSet::new(), words: WORDS.iter() };
    let (mut all, mut count) = (Vec::new(), 0);
    while count < aliases {
        let mut named = maker.named(all.len());
        named.aliases.truncate(aliases - count);
        count += named.aliases.len();
        named.word = named.word.filter(|_| count < aliases);
        count += usize::from(named.word.is_some());
        all.push(named);
    }
    all
}

struct Maker {
    random: Random,
    /// What is a name already, in lower case.
    taken: HashSet<String>,
    words: std::slice::Iter<'static, &'static str>,
}

impl Maker {
    fn named(&mut self, number: usize) -> Named {
        let kind = Kind::ALL[self.random.below(3)];
        let mut aliases = match kind {
            Kind::Person => vec![self.new_name(Self::person), self.new_name(Self::person_in_chinese)],
            Kind::Company => vec![self.new_name(Self::company), self.new_name(Self::company_in_chinese)],
            Kind::Product => vec![self.new_name(Self::product), self.new_name(Self::product_in_chinese)],
        };
        if self.random.once_in(2) {
            aliases.push(self.new_name(Self::root));
        }
        let id = aliases[0].to_lowercase().replace([' ', '.'], "-");
        let word = if number % 40 == 7 { self.words.next().copied() } else { None };
        Named { id, kind, aliases, word }
    }

    /// A name that nobody else has.
    fn new_name(&mut self, name: fn(&mut Self) -> String) -> String {
        let mut made = name(self);
        while !self.taken.insert(made.to_lowercase().replace('-', " ")) {
            let more = name(self);
            let space = if made.is_ascii() { " " } else { "" };
            made = if made.len() < 20 { made + space + &more } else { more };
        }
        made
    }

    /// A capitalised word of two syllables, sometimes three.
    fn root(&mut self) -> String {
        let mut word = String::new();
        for _ in 0..2 + usize::from(self.random.once_in(4)) {
            word.push_str(self.random.word(ONSETS));
            word.push_str(self.random.word(VOWELS));
            word.push_str(self.random.word(CODAS));
        }
        word[..1].to_uppercase() + &word[1..]
    }

    fn person(&mut self) -> String {
        self.root() + " " + &self.root()
    }

    fn company(&mut self) -> String {
        self.root() + " " + self.random.word(FIRMS)
    }

    fn product(&mut self) -> String {
        let (root, number) = (self.root(), 2 + self.random.below(8));
        match self.random.below(3) {
            0 => format!("{root}-{number}"),
            1 => format!("{root} {number}.{}", self.random.below(10)),
            _ => format!("{root} {number}"),
        }
    }

    fn person_in_chinese(&mut self) -> String {
        if self.random.once_in(2) {
            return format!("{}·{}", self.some(SOUNDS, 2, 3), self.some(SOUNDS, 2, 3));
        }
        self.some(SURNAMES, 1, 1) + &self.some(GIVEN, 1, 2)
    }

    fn company_in_chinese(&mut self) -> String {
        self.some(BRANDS, 2, 2) + if self.random.once_in(8) { "" } else { self.random.word(BRANCHES) }
    }

    fn product_in_chinese(&mut self) -> String {
        format!("{}{}", self.some(BRANDS, 2, 3), 2 + self.random.below(8))
    }

    fn some(&mut self, from: &str, least: usize, most: usize) -> String {
        (0..least + self.random.below(most - least + 1)).map(|_| self.random.char(from)).collect()
    }
}

/// The entities of a kind as a dictionary file.
pub fn yaml(names: &[Named], kind: Kind) -> String {
    let mut out = format!("kind: {}\nentities:\n", kind.name());
    for named in names.iter().filter(|named| named.kind == kind) {
        let _ = writeln!(out, "  - id: {}\n    name: {}", named.id, named.aliases[0]);
        let mut aliases = named.aliases[1..].to_vec();
        aliases.extend(named.word.map(|word| format!("{{text: {word}, case: exact, when: {{entity: true}}, not: {word} of}}")));
        if !aliases.is_empty() {
            let _ = writeln!(out, "    aliases: [{}]", aliases.join(", "));
        }
    }
    out
}

/// Writes them as a directory of dictionary files, and as a table of id and alias for other programs.
pub fn write(names: &[Named], directory: &Path, table: &Path) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    for kind in Kind::ALL {
        fs::write(directory.join(format!("{}.yaml", kind.name())), yaml(names, kind))?;
    }
    let rows = names.iter().flat_map(|named| {
        let aliases = named.aliases.iter().map(String::as_str).chain(named.word);
        aliases.map(|alias| format!("{}\t{alias}\n", named.id))
    });
    fs::write(table, rows.collect::<String>())
}
