"""Invented files of every shape, small enough to read: nobody in them exists."""

import io
import zipfile

CHILD = """  <Child>
      <ChildIdentifiers>
        <LAchildID>{key}</LAchildID>
        <UPN>{upn}</UPN>
        <PersonBirthDate>{born}</PersonBirthDate>
        <Sex>F</Sex>
      </ChildIdentifiers>
      <ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
      {details}
    </Child>"""
DETAILS = """<CINdetails>
        <CINreferralDate>{since}</CINreferralDate>
        <ReferralSource>6</ReferralSource>
        <PrimaryNeedCode>N1</PrimaryNeedCode>
        {closed}<ReferralNFA>{nfa}</ReferralNFA>
        <Assessments><AssessmentActualStartDate>2025-06-02</AssessmentActualStartDate></Assessments>
      </CINdetails>"""
XML = '<?xml version="1.0" encoding="{encoding}"?>\n'
HEADER = """<Header><CollectionDetails><Collection>{collection}</Collection><Year>2026</Year>
  <ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails><Source><LEA>999</LEA></Source></Header>"""


def episode(since: str, *, until: str = "", nfa: str = "0") -> str:
    closed = f"<CINclosureDate>{until}</CINclosureDate>" if until else ""
    return DETAILS.format(since=since, closed=closed, nfa=nfa)


def child(key="C1", *, upn="H801200001001", born="2014-05-14", details=None) -> str:
    return CHILD.format(key=key, upn=upn, born=born, details=details or episode("2025-06-01"))


def cin(*children: str, encoding="utf-8") -> bytes:
    inside = "\n    ".join(children or [child()])
    header = HEADER.format(collection="CIN")
    whole = f"{XML.format(encoding=encoding)}<Message>\n{header}\n<Children>\n  {inside}\n</Children></Message>\n"
    return whole.encode(encoding)


HEADINGS_903 = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES_903 = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"


def header_903(*lines: str) -> bytes:
    return "\n".join([HEADINGS_903, *(lines or ["C1,F,14/05/2014,WBRI,H801200001001,,"]), ""]).encode()


def episodes_903(*lines: str) -> bytes:
    return "\n".join([EPISODES_903, *(lines or [stay()]), ""]).encode()


def stay(key="C1", *, since="02/06/2025", until="", why="", began="S") -> str:
    return f"{key},{since},{began},V2,N1,U4,PR1,{until},{why},,QA1 1AA,QA2 2BB,SC999999"


def packed(**files: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as kept_in:
        for name, content in files.items():
            kept_in.writestr(name.replace("_csv", ".csv").replace("_xml", ".xml"), content)
    return kept.getvalue()


def sen2(*, plan: str = "<NamedPlan><StartDate>2023-09-04</StartDate></NamedPlan>") -> bytes:
    return (
        XML.format(encoding="utf-8")
        + "<Message>"
        + HEADER.format(collection="SEN2")
        + f"""<SEN2><Persons><Person><Surname>Okonjo</Surname><Forename>Amara</Forename>
<PersonBirthDate>2014-05-14</PersonBirthDate><Sex>F</Sex><Ethnicity>BAFR</Ethnicity><PostCode>QA1 4QN</PostCode>
<UPN>H801200001001</UPN><Requests><ReceivedDate>2023-02-01</ReceivedDate><RequestOutcomeDate>2023-03-10</RequestOutcomeDate>
<Assessment><AssessmentOutcome>Y</AssessmentOutcome>{plan}</Assessment></Requests>
<ActivePlans><SENneed><SENtype>ASD</SENtype></SENneed></ActivePlans></Person></Persons></SEN2></Message>"""
    ).encode()


def school_census_xml() -> bytes:
    return (
        XML.format(encoding="utf-8")
        + "<Message>"
        + HEADER.format(collection="SC")
        + """<School><SchoolName>Invented Primary</SchoolName></School><Pupils><PupilsOnRoll><PupilOnRoll>
<PupilIdentifiers><UPN>H801200001001</UPN><Surname>Okonjo</Surname><Forename>Amara</Forename><Sex>F</Sex>
<DOB>2014-05-14</DOB></PupilIdentifiers><PupilStatus><EnrolStatus>C</EnrolStatus><EntryDate>2018-09-03</EntryDate>
</PupilStatus><HomeInformation><Address><PAON>12</PAON><Street>Invented Lane</Street><PostCode>QA1 4QN</PostCode>
</Address></HomeInformation></PupilOnRoll></PupilsOnRoll><PupilsNoLongerOnRoll><PupilNoLongerOnRoll>
<PupilIdentifiers><UPN>A999</UPN><Surname>Gone</Surname></PupilIdentifiers></PupilNoLongerOnRoll>
</PupilsNoLongerOnRoll></Pupils></Message>"""
    ).encode()


def common_transfer() -> bytes:
    return (
        XML.format(encoding="utf-8")
        + """<CTfile><Header><DocumentName>Common Transfer File</DocumentName><CTFversion>24.0</CTFversion>
<SourceSchool><LEA>999</LEA><AcademicYear>2026</AcademicYear></SourceSchool></Header><CTFpupilData><Pupil>
<UPN>H801200001001</UPN><Surname>Okonjo</Surname><Forename>Amara</Forename><DOB>2014-05-14</DOB><Sex>F</Sex>
<BasicDetails><PreferredForename>Ama</PreferredForename></BasicDetails><Contacts><Contact><Surname>Other</Surname></Contact>
</Contacts></Pupil></CTFpupilData></CTfile>"""
    ).encode()


REVIEWS = b"CHILD,DOB,REVIEW,REVIEW_CODE\nC1,,,\n"
SCHOOL = (
    b"Admission No,UPN,Legal Surname,Legal Forename,Date of Birth,Sex,Post Code,School URN,Year Group,Date of Entry\n"
    b"1042,H801200001001,Okonjo,Amara,14/05/2014,F,QA1 4QN,900001,Year 5,03/09/2018\n"
)
HEALTH = (
    b"NHS Number,NHS Number Status,Forename,Surname,Date of Birth,Sex,Postcode,GP Practice Code,"
    b"Health Visiting Team,Named Health Visitor,Registration Date\n"
    b"999 000 0018,01,Amara,Okonjo,14/05/2014,F,QA1 4QN,QX01001,North team,Jo Farrant,20/05/2014\n"
)
