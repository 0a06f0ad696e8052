"""What has to be told so that somebody can act: a story, and somebody it is about. Nothing else is mandatory."""

from wraparound.frontdoor.words import FamilyTold
from wraparound.frontdoor.words.telling import ChildTold, Telling

STORY_AT_LEAST, STORY_AT_MOST = 15, 20_000  # letters
CHILDREN_AT_MOST = 20


def wanting(telling: Telling) -> dict[str, str]:
    """Say what is missing, by the field; nothing where it can be taken in."""
    wants: dict[str, str] = {}
    story = telling.story.strip()
    if len(story) < STORY_AT_LEAST:
        wants["story"] = "Say what worries you, in a sentence or two."
    elif len(story) > STORY_AT_MOST:
        wants["story"] = f"The story has {len(story):,} letters; {STORY_AT_MOST:,} is the most. Send the rest after it."
    if not telling.children:
        wants["children"] = "Say which child it is about. If you do not know their name, describe them."
    elif len(telling.children) > CHILDREN_AT_MOST:
        wants["children"] = f"At most {CHILDREN_AT_MOST} children can be told of at once."
    elif not all(is_somebody(one) for one in telling.children):
        wants["children"] = "Give each child’s name, or describe them if you do not know it."
    return wants


def is_somebody(child: ChildTold) -> bool:
    """Say whether anybody could begin to find out who a child is."""
    return bool(child.code or child.name.strip() or child.described.strip() or child.unborn)


def words_to_add(telling: Telling) -> str:
    """Give in words all that is told, for whoever adds it to what they told before, instead of telling it anew."""
    families = {FamilyTold.YES: "yes", FamilyTold.AGAINST: "yes, and disagrees", FamilyTold.NO: "not yet"}
    knows = families.get(FamilyTold(telling.family_told), "unsafe to tell them") if telling.family_told else ""
    said = {
        "What they would like": telling.wants.strip(),
        "The family knows": knows,
        "What the family said, or why it is unsafe": telling.family_words.strip(),
        "It happened on": telling.happened_on.isoformat() if telling.happened_on else "",
    }
    children = [f"Child: {told}" for one in telling.children if not one.code and (told := told_of(one))]
    return "\n".join([telling.story.strip(), *(f"{what}: {words}" for what, words in said.items() if words), *children])


def told_of(child: ChildTold) -> str:
    """Give all that is told of a child in one line of words, without codes; "" where nothing is."""
    said = {
        "Name": child.name,
        "Born": child.born,
        "Sex": child.sex,
        "Lives at": child.address,
        "School": child.school,
        "NHS number": child.nhs_number,
        "Described as": child.described,
    }
    return "; ".join(f"{what}: {words.strip()}" for what, words in said.items() if words.strip())
