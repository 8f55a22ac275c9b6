// Preloaded in the engine's process: every change it asks of the file system under GRAPPE_RACINE is appended to GRAPPE_ENREGISTREMENT,
// in the order it was done. This sees SQLite's own writes, which no wrapper of node:fs does, and needs no privilege, which strace may.
// A file whose path holds GRAPPE_SANS_SYNC is never synchronised: the planted fault « renamed without fsync », whoever should have asked.
// One record: the header below, then `chemin` bytes of path (two paths separated by NUL for a rename), then `donnees` bytes written.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

typedef struct {
  uint8_t quoi;
  uint8_t libre[3];
  uint32_t chemin;
  uint64_t ino, place, donnees;
} __attribute__((packed)) Entete;

#define FDS 65536
static uint64_t inos[FDS];
static uint8_t suivis[FDS];  // 1: a file, 2: a folder
static uint8_t oublies[FDS];
static pthread_mutex_t verrou = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static const char *racine, *sans_sync;
static size_t longueur;
static int sortie = -1;
static long (*vrai_syscall)(long, ...);
static ssize_t (*vrai_writev)(int, const struct iovec *, int);

static void *trouver(const char *nom) { return dlsym(RTLD_NEXT, nom); }

__attribute__((constructor)) static void ouvrir_sortie(void) {
  vrai_syscall = trouver("syscall");
  vrai_writev = trouver("writev");
  racine = getenv("GRAPPE_RACINE");
  sans_sync = getenv("GRAPPE_SANS_SYNC");
  const char *ou = getenv("GRAPPE_ENREGISTREMENT");
  if (!racine || !ou) return;
  longueur = strlen(racine);
  sortie = (int)vrai_syscall(SYS_openat, AT_FDCWD, ou, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int dedans(const char *chemin) {
  return sortie >= 0 && chemin && strncmp(chemin, racine, longueur) == 0 && (chemin[longueur] == '/' || chemin[longueur] == 0);
}
static int suivi(int fd) { return fd >= 0 && fd < FDS ? suivis[fd] : 0; }

static void noter(char quoi, uint64_t ino, uint64_t place, const char *a, const char *b, const void *donnees, size_t taille) {
  size_t la = a ? strlen(a) : 0, lb = b ? strlen(b) + 1 : 0;
  Entete e = {(uint8_t)quoi, {0, 0, 0}, (uint32_t)(la + lb), ino, place, taille};
  struct iovec v[5] = {{&e, sizeof e}, {(void *)a, la}, {"", lb ? 1 : 0}, {(void *)b, lb ? lb - 1 : 0}, {(void *)donnees, taille}};
  if (vrai_writev(sortie, v, 5) != (ssize_t)(sizeof e + la + lb + taille)) abort();
}

#define ENTRER int garde_errno; pthread_mutex_lock(&verrou)
#define SORTIR garde_errno = errno; pthread_mutex_unlock(&verrou); errno = garde_errno
#define VRAI(type, nom, ...) static type (*vrai)(__VA_ARGS__); if (!vrai) vrai = trouver(nom)

static int ouvrir(int dossier, const char *chemin, int drapeaux, mode_t mode) {
  if (!dedans(chemin)) return (int)vrai_syscall(SYS_openat, dossier, chemin, drapeaux, mode);
  ENTRER;
  int neuf = (drapeaux & O_CREAT) && vrai_syscall(SYS_faccessat, AT_FDCWD, chemin, F_OK) != 0;
  int fd = (int)vrai_syscall(SYS_openat, dossier, chemin, drapeaux, mode);
  struct stat s;
  if (fd >= 0 && fd < FDS && fstat(fd, &s) == 0) {
    inos[fd] = s.st_ino;
    oublies[fd] = sans_sync && strstr(chemin, sans_sync) != NULL;
    suivis[fd] = S_ISDIR(s.st_mode) ? 2 : S_ISREG(s.st_mode) ? 1 : 0;
    if (neuf) noter('C', s.st_ino, 0, chemin, 0, 0, 0);
    else if (suivis[fd] == 1 && (drapeaux & O_TRUNC)) noter('T', s.st_ino, 0, 0, 0, 0, 0);
    else if (suivis[fd] == 2) noter('D', s.st_ino, 0, chemin, 0, 0, 0);
  }
  SORTIR;
  return fd;
}
#define MODE mode_t mode = 0; if (drapeaux & (O_CREAT | O_TMPFILE)) { va_list l; va_start(l, drapeaux); mode = va_arg(l, mode_t); va_end(l); }
int open(const char *chemin, int drapeaux, ...) { MODE return ouvrir(AT_FDCWD, chemin, drapeaux, mode); }
int open64(const char *chemin, int drapeaux, ...) { MODE return ouvrir(AT_FDCWD, chemin, drapeaux, mode); }
int openat(int d, const char *chemin, int drapeaux, ...) { MODE return ouvrir(d, chemin, drapeaux, mode); }

int close(int fd) {
  VRAI(int, "close", int);
  ENTRER;
  if (fd >= 0 && fd < FDS) suivis[fd] = 0;
  int r = vrai(fd);
  SORTIR;
  return r;
}

ssize_t pwrite64(int fd, const void *octets, size_t taille, off64_t place) {
  VRAI(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  if (suivi(fd) != 1) return vrai(fd, octets, taille, place);
  ENTRER;
  ssize_t n = vrai(fd, octets, taille, place);
  if (n > 0) noter('W', inos[fd], (uint64_t)place, 0, 0, octets, (size_t)n);
  SORTIR;
  return n;
}
ssize_t write(int fd, const void *octets, size_t taille) {
  VRAI(ssize_t, "write", int, const void *, size_t);
  if (suivi(fd) != 1) return vrai(fd, octets, taille);
  ENTRER;
  ssize_t n = vrai(fd, octets, taille);
  if (n > 0) noter('W', inos[fd], (uint64_t)lseek64(fd, 0, SEEK_CUR) - (uint64_t)n, 0, 0, octets, (size_t)n);
  SORTIR;
  return n;
}
ssize_t writev(int fd, const struct iovec *v, int nombre) {
  if (suivi(fd) != 1) return vrai_writev(fd, v, nombre);
  ssize_t total = 0;
  for (int i = 0; i < nombre; i++) {
    ssize_t n = write(fd, v[i].iov_base, v[i].iov_len);
    if (n < 0) return total ? total : n;
    total += n;
    if ((size_t)n < v[i].iov_len) break;
  }
  return total;
}
int ftruncate64(int fd, off64_t taille) {
  VRAI(int, "ftruncate64", int, off64_t);
  ENTRER;
  int r = vrai(fd, taille);
  if (r == 0 && suivi(fd) == 1) noter('T', inos[fd], (uint64_t)taille, 0, 0, 0, 0);
  SORTIR;
  return r;
}
#define SYNCHRONISER(nom) \
  int nom(int fd) { \
    VRAI(int, #nom, int); \
    ENTRER; \
    int r = vrai(fd); \
    if (r == 0 && suivi(fd) && !oublies[fd]) noter(suivi(fd) == 2 ? 'S' : 'F', inos[fd], 0, 0, 0, 0, 0); \
    SORTIR; \
    return r; \
  }
SYNCHRONISER(fsync)
SYNCHRONISER(fdatasync)

#define CHEMIN(nom, lettre) \
  int nom(const char *chemin) { \
    VRAI(int, #nom, const char *); \
    ENTRER; \
    int r = vrai(chemin); \
    if (r == 0 && dedans(chemin)) noter(lettre, 0, 0, chemin, 0, 0, 0); \
    SORTIR; \
    return r; \
  }
CHEMIN(unlink, 'U')
CHEMIN(rmdir, 'U')
CHEMIN(remove, 'U')
int unlinkat(int d, const char *chemin, int drapeaux) {
  VRAI(int, "unlinkat", int, const char *, int);
  ENTRER;
  int r = vrai(d, chemin, drapeaux);
  if (r == 0 && dedans(chemin)) noter('U', 0, 0, chemin, 0, 0, 0);
  else if (r == 0 && suivi(d)) noter('!', inos[d], 0, "unlinkat", 0, 0, 0);
  SORTIR;
  return r;
}
int mkdir(const char *chemin, mode_t mode) {
  VRAI(int, "mkdir", const char *, mode_t);
  ENTRER;
  int r = vrai(chemin, mode);
  if (r == 0 && dedans(chemin)) noter('K', 0, 0, chemin, 0, 0, 0);
  SORTIR;
  return r;
}
int rename(const char *de, const char *vers) {
  VRAI(int, "rename", const char *, const char *);
  ENTRER;
  int r = vrai(de, vers);
  if (r == 0 && (dedans(de) || dedans(vers))) noter('R', 0, 0, de, vers, 0, 0);
  SORTIR;
  return r;
}

// Ways of writing that are not modelled: copies fall back to read and write, the others are noted so that the test refuses to conclude.
ssize_t sendfile(int o, int i, off_t *p, size_t n) { (void)o; (void)i; (void)p; (void)n; errno = EINVAL; return -1; }
ssize_t sendfile64(int o, int i, off64_t *p, size_t n) { (void)o; (void)i; (void)p; (void)n; errno = EINVAL; return -1; }
void *mmap64(void *a, size_t n, int protection, int drapeaux, int fd, off64_t p) {
  VRAI(void *, "mmap64", void *, size_t, int, int, int, off64_t);
  if (fd >= 0 && suivi(fd) && (drapeaux & MAP_SHARED) && (protection & PROT_WRITE)) noter('!', inos[fd], 0, "mmap", 0, 0, 0);
  return vrai(a, n, protection, drapeaux, fd, p);
}
long syscall(long numero, ...) {
  va_list l;
  va_start(l, numero);
  long a = va_arg(l, long), b = va_arg(l, long), c = va_arg(l, long), d = va_arg(l, long), e = va_arg(l, long), f = va_arg(l, long);
  va_end(l);
  if (numero == SYS_copy_file_range || numero == SYS_io_uring_setup) {
    errno = ENOSYS;
    return -1;
  }
  int isEcriture = numero == SYS_pwritev || numero == SYS_pwritev2 || numero == SYS_renameat2 || numero == SYS_fallocate;
  if (isEcriture && suivi((int)a)) noter('!', (uint64_t)numero, 0, "syscall", 0, 0, 0);
  return vrai_syscall(numero, a, b, c, d, e, f);
}
