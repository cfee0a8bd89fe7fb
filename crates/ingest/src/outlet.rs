//! What a report says of who published it and who wrote it, in the many ways that fields hold it.

/// The outlet that an address belongs to: its host without `www.` and the like.
pub(crate) fn of_url(url: &str) -> Option<String> {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let host = ["www.", "m.", "mobile.", "amp."].iter().find_map(|p| host.strip_prefix(p)).unwrap_or(&host);
    let is_host = host.contains('.') && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    is_host.then(|| host.to_owned())
}

/// The two letters of a language code such as `en-GB`.
pub(crate) fn language(code: &str) -> Option<String> {
    let first = code.split(['-', '_']).next()?.trim().to_ascii_lowercase();
    (first.len() == 2 && first.bytes().all(|b| b.is_ascii_lowercase())).then_some(first)
}

/// The people that a byline names: without "By", parted at commas, semicolons, "and" and "&", and without
/// the place that they wrote from.
pub(crate) fn people(byline: &str) -> Vec<String> {
    let byline = byline.trim();
    let names = match byline.get(..3) {
        Some(by) if by.eq_ignore_ascii_case("by ") => &byline[3..],
        _ => byline,
    };
    names
        .split([',', ';', '|', '\n'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" & "))
        .map(|name| name.trim().trim_end_matches(" and"))
        .map(|name| name.split_once(" in ").map_or(name, |(name, _)| name))
        .filter(|name| name.chars().any(char::is_alphabetic))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gives_its_host() {
        assert_eq!(of_url("https://www.example.co.uk:443/a/b?c").as_deref(), Some("example.co.uk"));
        assert_eq!(of_url("m.example.com/story").as_deref(), Some("example.com"));
        assert_eq!(of_url("not an address"), None);
        assert_eq!(of_url(""), None);
    }

    #[test]
    fn a_byline_is_parted_into_people() {
        assert_eq!(people("By Jane Doe, John Roe and Ann Poe"), ["Jane Doe", "John Roe", "Ann Poe"]);
        assert_eq!(people("By Jane Doe in Oxbow and John Roe in The Hague"), ["Jane Doe", "John Roe"]);
        assert_eq!(people("Bystander Staff"), ["Bystander Staff"]);
        assert_eq!(people(" , "), Vec::<String>::new());
        assert_eq!(people("é"), ["é"]);
    }

    #[test]
    fn a_language_is_two_letters() {
        assert_eq!(language("en_US").as_deref(), Some("en"));
        assert_eq!(language("english"), None);
        assert_eq!(language(""), None);
    }
}
