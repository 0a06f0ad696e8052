"""The written rules of docs/guide/agreements.md read word by word, slowly; `exchange.rules.may_tell` is held to it."""

from datetime import date

EXISTENCE = ("asked", "known")


def plainly_told(question, *, clauses, parties):
    """Decide a question as the guide says it: whether it may be told, and by which clause."""
    # 1. Only agencies of this area, on the day that is asked about.
    for agency in (question.holder, question.recipient):
        if agency not in parties:
            return False, ""
        if parties[agency].ended_on is not None and parties[agency].ended_on <= question.on:
            return False, ""
    # 4. Content needs existence as well: that the agency knows the child must be tellable, and not be excluded.
    needed = [question.part] if str(question.part) in EXISTENCE else [question.part, "known"]
    # 3. An exclusion wins: nothing that a clause excludes is told, whatever others allow.
    for part in needed:
        for clause in in_order(clauses):
            if clause.effect == "exclude" and speaks(clause, question, part, parties):
                return False, clause.code
    # 5. and 6. Told only if a clause allows each that is needed; by the clause that allows what was asked.
    by = []
    for part in needed:
        by.append(
            next((c for c in in_order(clauses) if c.effect == "allow" and speaks(c, question, part, parties)), None)
        )
    if None in by:
        return False, ""
    return True, by[0].code


def in_order(clauses):
    """Those about every child first, then those about some, each in the order in which they were agreed."""
    return [c for c in clauses if not c.persons] + [c for c in clauses if c.persons]


def speaks(clause, question, part, parties):
    """2. A clause speaks of a question when all that it names fits; what it does not name is any."""
    asked_on: date = question.on
    if asked_on < clause.begins_on:
        return False
    if clause.ends_on is not None and not asked_on < clause.ends_on:
        return False
    if clause.persons and question.person not in clause.persons:
        return False
    if clause.kinds and question.kind not in clause.kinds:
        return False
    if clause.purposes and question.purpose not in clause.purposes:
        return False
    if clause.parts and str(part) not in {str(one) for one in clause.parts}:
        return False
    return named(question.holder, clause.holders, parties) and named(question.recipient, clause.recipients, parties)


def named(agency, names, parties):
    """Say whether an agency is named: by itself, by its kind, or because none is."""
    if not names:
        return True
    return any(name == agency or name == "type:" + str(parties[agency].type) for name in names)
