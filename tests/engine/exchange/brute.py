"""Every exchange of a small round, and what the rules say of each, read from the words alone."""

from itertools import combinations, pairwise, product

HOME = -1


class Small:
    """A draft with its rules as plain questions."""

    def __init__(self, draft):
        self.draft = draft
        self.homes = [person.home for person in draft.people]

    def choices(self, person):
        """Where somebody may go: accepted by both sides; home is last."""
        home = self.draft.institutions[self.homes[person]]
        order = home.send_order
        if order is not None and person not in order[: home.send_cap]:
            return [HOME]
        hosts = self.draft.institutions
        return [
            place
            for place in self.draft.people[person].places
            if hosts[place].host_order is None or person in hosts[place].host_order
        ] + [HOME]

    def rank(self, person, place):
        """1 is best; home comes after everything listed."""
        places = list(self.draft.people[person].places)
        return len(places) + 1 if place == HOME else places.index(place) + 1

    def outcomes(self):
        """Every outcome with X1–X3, and X4 if the round asks for it or its procedure claims it."""
        every = product(*(self.choices(person) for person in range(len(self.homes))))
        for hosts in every:
            if self.in_balance(hosts) and self.within_caps(hosts):
                yield hosts

    def in_balance(self, hosts):
        rows = self.draft.institutions
        for number, row in enumerate(rows):
            balance = row.opening_balance + self.hosted(hosts, number) - self.sent(hosts, number)
            if abs(balance) > self.draft.institution_tolerance:
                return False
        if self.draft.country_tolerance is None:
            return True
        for one, other in combinations({row.country for row in rows}, 2):
            net = self.between(hosts, one, other) - self.between(hosts, other, one)
            if abs(net) > self.draft.country_tolerance:
                return False
        return True

    def within_caps(self, hosts):
        return all(
            self.sent(hosts, number) <= row.send_cap and self.hosted(hosts, number) <= row.host_cap
            for number, row in enumerate(self.draft.institutions)
        )

    def sent(self, hosts, number):
        return sum(
            home == number and host != HOME for home, host in zip(self.homes, hosts, strict=True)
        )

    def hosted(self, hosts, number):
        return sum(host == number for host in hosts)

    def between(self, hosts, one, other):
        country = [row.country for row in self.draft.institutions]
        return sum(
            host != HOME and country[home] == one and country[host] == other
            for home, host in zip(self.homes, hosts, strict=True)
        )

    def free_of_envy(self, hosts):
        """X4."""
        for number, row in enumerate(self.draft.institutions):
            for upper, lower in combinations(row.send_order or (), 2):
                place = hosts[lower]
                if place == HOME or place not in self.choices(upper):
                    continue
                if self.rank(upper, place) < self.rank(upper, hosts[upper]):
                    return False
            assert all(self.homes[person] == number for person in row.send_order or ())
        return True

    def better(self, hosts, other):
        """Whether the other outcome is better for somebody and worse for nobody."""
        pairs = [
            (self.rank(person, host), self.rank(person, new))
            for person, (host, new) in enumerate(zip(hosts, other, strict=True))
        ]
        return all(new <= old for old, new in pairs) and any(new < old for old, new in pairs)

    def value(self, hosts):
        """What the largest exchange minimises: stays (negative), ranks, ranks of hosts."""
        going = [(person, host) for person, host in enumerate(hosts) if host != HOME]
        orders = [row.host_order for row in self.draft.institutions]
        return (
            -len(going),
            sum(self.rank(person, host) for person, host in going),
            sum(
                0 if orders[host] is None else list(orders[host]).index(person)
                for person, host in going
            ),
        )


def literal_cycles(draft, random):
    """Trading cycles step by step as the rule says them, each cycle chosen by chance; chains
    only where there is no cycle, from the first institution that may start one."""
    small = Small(draft)
    rows, tolerance = draft.institutions, draft.institution_tolerance
    size = len(rows)
    balance = [row.opening_balance for row in rows]
    sent, hosted = [0] * size, [0] * size
    left = [
        [person for person in _queue(small, number) if small.choices(person) != [HOME]]
        for number in range(size)
    ]
    hosts = [HOME] * len(small.homes)

    def active(number):
        return bool(left[number]) and sent[number] < rows[number].send_cap

    def starters():
        return [one for one in range(size) if active(one) and balance[one] > -tolerance]

    def is_open(host):
        takes = active(host) or (balance[host] < tolerance and bool(starters()))
        return hosted[host] < rows[host].host_cap and takes

    def wish(person):
        return next((p for p in small.choices(person) if p == HOME or is_open(p)), HOME)

    def go(path):
        for home, host in pairwise(path):
            hosts[left[home].pop(0)] = host
            sent[home] += 1
            hosted[host] += 1

    while any(map(active, range(size))):
        staying = [
            (one, person) for one in range(size) for person in left[one] if wish(person) == HOME
        ]
        if staying:
            one, person = random.choice(staying)
            left[one].remove(person)
            continue
        points = {one: wish(left[one][0]) for one in range(size) if active(one)}
        cycles = [cycle for cycle in (_cycle(points, one) for one in points) if cycle]
        if cycles:
            go(random.choice(cycles))
            continue
        chain = [starters()[0]]
        while chain[-1] in points:
            chain.append(points[chain[-1]])
        go(chain)
        balance[chain[0]] -= 1
        balance[chain[-1]] += 1
    return tuple(hosts)


def _queue(small, number):
    own = [person for person, home in enumerate(small.homes) if home == number]
    order = small.draft.institutions[number].send_order
    return own if order is None else list(order)


def _cycle(points, start):
    """The path from an institution back to itself, or None."""
    path = [start]
    while path[-1] in points and len(path) <= len(points):
        path.append(points[path[-1]])
        if path[-1] == start:
            return path
    return None
