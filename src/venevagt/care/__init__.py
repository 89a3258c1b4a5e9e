"""From a person's answers to advice: assess, explain, interview. Knows no screen."""
