<?php

declare(strict_types=1);

namespace Acme\Catalog\Api\Data;

/**
 * A picture of a product.
 *
 * @api
 */
interface MediaInterface
{
    /**
     * Get its number.
     *
     * @return int|null
     */
    public function getId(): ?int;

    /**
     * @param int|null $id
     * @return $this
     */
    public function setId(?int $id);

    /**
     * Get path below the media folder.
     *
     * @return string|null
     */
    public function getFile(): ?string;

    /**
     * @param string|null $file
     * @return $this
     */
    public function setFile(?string $file);

    /**
     * Get text for those who can't see it.
     *
     * @return string|null
     */
    public function getLabel(): ?string;

    /**
     * @param string|null $label
     * @return $this
     */
    public function setLabel(?string $label);

    /**
     * Get its place in the gallery.
     *
     * @return int
     */
    public function getPosition(): int;

    /**
     * @param int $position
     * @return $this
     */
    public function setPosition(int $position);

    /**
     * Tell whether it is kept out of the gallery.
     *
     * @return bool
     */
    public function isDisabled(): bool;

    /**
     * @param bool $disabled
     * @return $this
     */
    public function setDisabled(bool $disabled);

    /**
     * Get the roles it plays, such as `thumbnail`.
     *
     * @return string[]|null
     */
    public function getTypes(): ?array;

    /**
     * @param string[]|null $types
     * @return $this
     */
    public function setTypes(?array $types);

    /**
     * Get what other modules add.
     *
     * @return \Acme\Catalog\Api\Data\MediaExtensionInterface|null
     */
    public function getExtensionAttributes(): ?\Acme\Catalog\Api\Data\MediaExtensionInterface;

    /**
     * Replace what other modules add.
     *
     * @param \Acme\Catalog\Api\Data\MediaExtensionInterface $extensionAttributes
     * @return $this
     */
    public function setExtensionAttributes(\Acme\Catalog\Api\Data\MediaExtensionInterface $extensionAttributes);
}
