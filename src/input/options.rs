use crate::model::Kind;

/// Settings of the readers.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The keys of front matter that mean something.
    pub keys: FrontMatterKeys,
    /// Speaker labels that are functions, besides the built-in ones.
    pub roles: Vec<String>,
}

/// The front-matter keys comention looks at.
#[derive(Clone, Debug)]
pub struct FrontMatterKeys {
    /// Keys that list names, with the kind of what they name.
    pub names: Vec<(String, Kind)>,
}

impl FrontMatterKeys {
    /// Keys whose value is the title, best first.
    pub const TITLE: [&str; 1] = ["title"];
    /// Keys whose value holds the day of publication, best first.
    pub const DATE: [&str; 5] = ["date", "publish_date", "published", "pubdate", "upload_date"];
    /// Keys whose value is the address of the recording, best first.
    pub const SOURCE: [&str; 6] = ["source", "youtube_url", "url", "media", "link", "audio"];
    /// Keys whose value names the show, best first.
    pub const SHOW: [&str; 6] = ["show", "podcast", "channel", "author", "series", "speaker"];
}

impl Default for FrontMatterKeys {
    fn default() -> Self {
        let person = ["people", "persons", "guest", "guests", "host", "hosts", "speakers"];
        let company = ["companies_orgs", "companies", "company", "organizations", "orgs"];
        let product = ["products_models", "products", "product", "models"];
        let kinds = [(Kind::PERSON, &person[..]), (Kind::COMPANY, &company), (Kind::PRODUCT, &product)];
        let names = kinds.iter().flat_map(|(kind, keys)| keys.iter().map(|key| ((*key).to_owned(), kind.clone()))).collect();
        FrontMatterKeys { names }
    }
}
