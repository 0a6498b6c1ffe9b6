use crate::model::Kind;

/// Settings of the readers.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The keys of front matter that mean something.
    pub keys: FrontMatterKeys,
    /// Speaker labels that are functions, besides the built-in ones.
    pub roles: Vec<String>,
}

/// The front-matter keys comention looks at. They are read in upper and lower case.
#[derive(Clone, Debug)]
pub struct FrontMatterKeys {
    /// Keys whose value is the title, best first.
    pub title: Vec<String>,
    /// Keys whose value holds the day of publication, best first.
    pub date: Vec<String>,
    /// Keys whose value is the address of the recording, best first.
    pub source: Vec<String>,
    /// Keys whose value names the show, best first.
    pub show: Vec<String>,
    /// Keys that list names, with the kind of what they name. Listed people are believed as speakers.
    pub names: Vec<(String, Kind)>,
}

impl FrontMatterKeys {
    /// Other keys in place of the usual ones, given with what they hold: `title`, `date`, `source`, `show`, or the kind
    /// of the names they list.
    ///
    /// Each of the four, and the lists of names as a whole, stay as usual where no key is given for them.
    pub fn with<'k>(given: impl IntoIterator<Item = (&'k str, &'k str)>) -> Self {
        let none = || Vec::<String>::new();
        let mut keys = FrontMatterKeys { title: none(), date: none(), source: none(), show: none(), names: Vec::new() };
        for (key, holds) in given {
            match holds {
                "title" => keys.title.push(key.to_owned()),
                "date" => keys.date.push(key.to_owned()),
                "source" => keys.source.push(key.to_owned()),
                "show" => keys.show.push(key.to_owned()),
                kind => keys.names.push((key.to_owned(), Kind::new(kind))),
            }
        }
        let usual = FrontMatterKeys::default();
        let or = |given: Vec<String>, usual| if given.is_empty() { usual } else { given };
        FrontMatterKeys {
            title: or(keys.title, usual.title),
            date: or(keys.date, usual.date),
            source: or(keys.source, usual.source),
            show: or(keys.show, usual.show),
            names: if keys.names.is_empty() { usual.names } else { keys.names },
        }
    }

    /// Whether `key` is one of them.
    pub(super) fn has(&self, key: &str) -> bool {
        let single = [&self.title, &self.date, &self.source, &self.show].into_iter().flatten();
        single.chain(self.names.iter().map(|(name, _)| name)).any(|known| known.eq_ignore_ascii_case(key))
    }
}

impl Default for FrontMatterKeys {
    fn default() -> Self {
        let owned = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        let person = ["people", "persons", "guest", "guests", "host", "hosts", "speakers"];
        let company = ["companies_orgs", "companies", "company", "organizations", "orgs"];
        let product = ["products_models", "products", "product", "models"];
        let kinds = [(Kind::PERSON, &person[..]), (Kind::COMPANY, &company), (Kind::PRODUCT, &product)];
        FrontMatterKeys {
            title: owned(&["title"]),
            date: owned(&["date", "publish_date", "published", "pubdate", "upload_date"]),
            source: owned(&["source", "youtube_url", "url", "media", "link", "audio"]),
            show: owned(&["show", "podcast", "channel", "author", "series", "speaker"]),
            names: kinds.iter().flat_map(|(kind, keys)| keys.iter().map(|key| ((*key).to_owned(), kind.clone()))).collect(),
        }
    }
}
