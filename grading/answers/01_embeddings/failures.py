# %% right="lists in place of tuples"
def failures():
    return [
        ["The meeting is on 3 May.", "We come together in the first week of May.", "The meeting is on 30 May."],
        ["The door must not be opened.", "Keep it shut at all times.", "The door must be opened."],
    ]

# %% right="three of them"
def failures():
    return [
        ("Paul pays Mary.", "Mary gets money from him.", "Mary pays Paul."),
        ("Press the red button.", "Push the crimson switch.", "Do not press the red button."),
        ("Room B12 is free.", "Nobody has booked the place on the first floor.", "Room B21 is free."),
    ]

# %% right="computed from parts"
def failures():
    changes = [("The limit is 20 kilograms.", "It may weigh a fifth of 100 kg.", "20", "200"),
               ("The tap is closed.", "No water can run there.", "closed", "not closed")]
    return [(query, right, query.replace(old, new)) for query, right, old, new in changes]

# %% wrong="only one"
def failures():
    return [("The lift is never out of order.", "You can always rely on the elevator.", "The lift is always out of order.")]

# %% wrong="right is nearer"
def failures():
    return [
        ("Where can I eat?", "You can eat in the canteen.", "The printer is broken."),
        ("How long is my leave?", "Your leave is 27 days long.", "A new laptop takes five days."),
    ]

# %% wrong="those of the lesson"
def failures():
    return [
        ("Damage by water is not covered.", "Harm done by water is excluded.", "Damage by water is covered."),
        ("The warranty lasts 24 months.", "You can claim repairs for two years.", "The warranty lasts 12 months."),
    ]

# %% wrong="the same twice"
def failures():
    one = ("The lift is never out of order.", "You can always rely on the elevator.", "The lift is always out of order.")
    return [one, one]

# %% wrong="wrong equals the query"
def failures():
    return [
        ("The tap is closed.", "No water can run.", "The tap is closed."),
        ("The door is open.", "Anyone can walk in.", "the door is open. "),
    ]

# %% wrong="right has nothing to do with it"
def failures():
    return [
        ("The tap is closed.", "Quarterly dividends rose in Portugal.", "The tap is open."),
        ("The door is open.", "Bach wrote many fugues.", "The door is closed."),
    ]

# %% wrong="pairs"
def failures():
    return [("The tap is closed.", "The tap is open."), ("The door is open.", "The door is closed.")]

# %% right="two share the query"
def failures():
    return [
        ("The tap is closed.", "No water can run there.", "The tap is open."),
        ("The tap is closed.", "Nothing flows out of the faucet.", "The tap is not closed."),
    ]

# %% right="near to an example of the lesson"
def failures():
    return [
        ("The warranty lasts a lifetime.", "We repair it as long as you live.", "The warranty lasts a year."),
        ("Fault E170 is harmless.", "That code is nothing to worry about.", "Fault E170 is dangerous."),
    ]

# %% wrong="another full stop"
def failures():
    return [
        ("The tap is closed.", "No water can run there.", "The tap is closed!"),
        ("The door is open.", "Anyone can walk in.", "The door is open"),
    ]

# %% wrong="passages of the lesson"
def failures():
    return [
        ("How many days off do I get?", "Full-time staff have 27 days of annual leave.", "How many days off does he get?"),
        ("Where can I eat lunch?", "The canteen is open from 11:30 to 14:00.", "Where can I have dinner?"),
    ]
