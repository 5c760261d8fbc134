/* A library that takes a symbol which nobody has. */
int offered_by_nobody(void);
int take(void);

int
take(void)
{
    return offered_by_nobody();
}
